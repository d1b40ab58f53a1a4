use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Text of a file, or of standard input for `-`.
///
/// # Errors
/// The reason, if it cannot be read, is longer than `limit` bytes or not UTF-8.
pub(super) fn read(path: &Path, limit: usize) -> Result<String, String> {
    let mut text = Vec::new();
    let most = limit as u64 + 1;
    let read = match path.to_str() {
        Some("-") => io::stdin().lock().take(most).read_to_end(&mut text),
        _ => File::open(path).and_then(|file| file.take(most).read_to_end(&mut text)),
    };
    read.map_err(|error| error.to_string())?;
    if text.len() > limit {
        return Err(format!("it is longer than {limit} bytes"));
    }
    String::from_utf8(text).map_err(|_| "it is not UTF-8".to_owned())
}
