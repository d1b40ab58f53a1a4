//! Documents of a bucket's configuration, in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Documents by name.
pub(crate) type Documents = BTreeMap<String, Arc<str>>;

/// Configuration of one bucket, as far as it was read: nothing before the first request for it.
#[derive(Debug, Default)]
pub(crate) struct Configuration(pub(crate) Mutex<Option<Documents>>);
