//! Configuration of a bucket: documents by name, sealed together in one file of the bucket's directory.
//!
//! The store knows no document's meaning. A bucket without the file has no configuration.

use std::io;
use std::sync::Arc;

use crate::bucket::Bucket;
use crate::damage::DamageKind;
use crate::documents::Documents;
use crate::error::Error;
use crate::layout;
use crate::limits::MAX_CONFIGURATION_BYTES;
use crate::locking::{lock, read};
use crate::record::{self, RecordError};
use crate::root::Debris;

impl Bucket {
    /// Document of this name, if the bucket has one.
    pub fn configuration(&self, name: &str) -> Result<Option<Arc<str>>, Error> {
        self.state.check_exists()?;
        let mut held = lock(&self.state.configuration.0);
        if held.is_none() {
            *held = Some(self.read_configuration()?);
        }
        Ok(held.as_ref().and_then(|documents| documents.get(name)).cloned())
    }

    /// Puts a document in place of any of this name; `None` removes it. `Ok` means that it is durable.
    pub fn set_configuration(&self, name: &str, document: Option<&str>) -> Result<(), Error> {
        let deleted = read(&self.state.deleted);
        if *deleted {
            return Err(Error::NoSuchBucket);
        }
        self.root.check_writable()?;
        let mut held = lock(&self.state.configuration.0);
        let mut documents = match held.as_ref() {
            Some(documents) => documents.clone(),
            None => self.read_configuration()?,
        };
        let changed = match document {
            Some(document) => documents.insert(name.to_owned(), document.into()).as_deref() != Some(document),
            None => documents.remove(name).is_some(),
        };
        if changed {
            self.write_configuration(&documents)?;
        }
        *held = Some(documents);
        Ok(())
    }

    fn read_configuration(&self) -> Result<Documents, Error> {
        let path = layout::bucket_configuration(&self.state.directory);
        let file = match self.root.disk.open_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Documents::new()),
            file => file?,
        };
        let name = self.state.info.name.as_str();
        match record::read_configuration(&file, &self.root.sealer, name) {
            Ok(documents) => Ok(documents),
            Err(RecordError::Damaged | RecordError::Misplaced) => {
                Err(self.state.damaged(path, None, DamageKind::Configuration))
            }
            Err(RecordError::Io(error)) => Err(error.into()),
        }
    }

    /// After an error the documents of before stand, unless it is [`Error::Sealed`].
    fn write_configuration(&self, documents: &Documents) -> Result<(), Error> {
        let bytes: usize = documents.iter().map(|(name, document)| name.len() + document.len()).sum();
        if bytes > MAX_CONFIGURATION_BYTES {
            let what = "bytes of configuration of one bucket";
            return Err(Error::QuotaExceeded { what, limit: MAX_CONFIGURATION_BYTES as u64 });
        }
        let root = &self.root;
        root.prepare_for_sealed()?;
        let record = record::encode_configuration(documents, &root.sealer, self.state.info.name.as_str())?;
        let path = layout::bucket_configuration(&self.state.directory);
        let temporary = root.next_temporary();
        let written = root.write_new_file(&temporary, &record).and_then(|()| {
            let directory = root.disk.open_directory(&self.state.directory)?;
            root.replace(&temporary, &path)?;
            Ok(directory)
        });
        let directory = written.inspect_err(|_| root.discard(Debris::File(temporary)))?;
        root.sync_directory(&directory)
    }
}
