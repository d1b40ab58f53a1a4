use std::path::PathBuf;

/// A file that becomes an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Path from its folder, parts divided by `/`.
    pub name: String,
    /// Its place.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
}

/// Files that a seed names, by their paths from the seed's own directory.
pub trait Files {
    /// The text of a file of at most `most` bytes.
    ///
    /// # Errors
    /// Reason why it cannot be read.
    fn text(&self, path: &str, most: u64) -> Result<String, String>;

    /// A file.
    ///
    /// # Errors
    /// Reason why it cannot be read.
    fn file(&self, path: &str) -> Result<FoundFile, String>;

    /// All files of a folder and the folders in it, at most `most`, sorted by name.
    ///
    /// # Errors
    /// Reason why it cannot be read.
    fn folder(&self, path: &str, most: usize) -> Result<Vec<FoundFile>, String>;
}
