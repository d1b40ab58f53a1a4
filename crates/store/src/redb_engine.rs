use std::path::Path;

use redb::{Database, Durability, ReadableDatabase, ReadableTable, Table, TableDefinition};

use crate::engine::{Batch, Engine, EngineError, StoredValue, Version};

/// Key to version (8 bytes, big-endian) and sealed value.
const RECORDS: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("records");

/// The default engine: one redb file. Every commit is fsynced; recovery after a crash is immediate.
pub struct RedbEngine {
    database: Database,
}

impl RedbEngine {
    /// Opens the file, making it if there is none. One process at a time: a second one is refused.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        let database = Database::create(path).map_err(failed)?;
        // a table must exist before it can be read
        let transaction = database.begin_write().map_err(failed)?;
        transaction.open_table(RECORDS).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Self { database })
    }
}

fn failed(error: impl std::fmt::Display) -> EngineError {
    EngineError::Failed(error.to_string())
}

fn decode(bytes: &[u8]) -> Result<StoredValue, EngineError> {
    let (version, sealed) = bytes.split_first_chunk().ok_or_else(|| failed("a record is too short"))?;
    Ok(StoredValue { version: Version::from_be_bytes(*version), sealed: sealed.to_vec() })
}

fn encode(value: &StoredValue) -> Vec<u8> {
    [&value.version.to_be_bytes(), value.sealed.as_slice()].concat()
}

fn apply(table: &mut Table<'_, &[u8], &[u8]>, batch: &Batch) -> Result<(), EngineError> {
    for operation in &batch.operations {
        let old = table.get(operation.key.as_slice()).map_err(failed)?;
        let version = old.map(|bytes| decode(bytes.value())).transpose()?.map(|value| value.version);
        if version != operation.expected {
            return Err(EngineError::Conflict);
        }
        match &operation.value {
            Some(value) => {
                table.insert(operation.key.as_slice(), encode(value).as_slice()).map_err(failed)?
            }
            None => table.remove(operation.key.as_slice()).map_err(failed)?,
        };
    }
    Ok(())
}

impl Engine for RedbEngine {
    fn load(&mut self) -> Result<Vec<(Vec<u8>, StoredValue)>, EngineError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let table = transaction.open_table(RECORDS).map_err(failed)?;
        let mut records = Vec::new();
        for entry in table.iter().map_err(failed)? {
            let (key, value) = entry.map_err(failed)?;
            records.push((key.value().to_vec(), decode(value.value())?));
        }
        Ok(records)
    }

    fn commit(&mut self, batches: &[Batch]) -> Result<(), EngineError> {
        let mut transaction = self.database.begin_write().map_err(failed)?;
        transaction.set_durability(Durability::Immediate).map_err(failed)?;
        // costs a little per commit and makes opening after a crash immediate
        transaction.set_quick_repair(true);
        {
            let mut table = transaction.open_table(RECORDS).map_err(failed)?;
            for batch in batches {
                apply(&mut table, batch)?;
            }
        }
        transaction.commit().map_err(failed)
    }
}
