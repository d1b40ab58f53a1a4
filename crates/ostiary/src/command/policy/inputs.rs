//! Requests with their policies, one a line or one a document.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use policy::interchange::{self, Input};

use crate::exit::Failure;

/// Calls `each` with every input of a file, in order. The first line that is not blank tells whether inputs are lines, which may
/// be without number, or documents over several lines, which are read whole.
///
/// # Errors
/// If the file cannot be read, an input is too long, or `each` fails.
pub(super) fn for_each(
    path: &Path,
    mut each: impl FnMut(Input<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let cannot_read = |error: &io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut reader: Box<dyn BufRead> = match path.to_str() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(BufReader::new(File::open(path).map_err(|error| cannot_read(&error))?)),
    };
    let limit = interchange::MAX_INPUT_BYTES as u64;
    let too_long = |what: &str| Failure::new(format!("{}: {what} longer than {limit} bytes", path.display()));
    let mut bytes = Vec::new();
    let mut is_first = true;
    for number in 1u32.. {
        bytes.clear();
        let read = (&mut reader).take(limit + 1).read_until(b'\n', &mut bytes);
        if read.map_err(|error| cannot_read(&error))? == 0 {
            break;
        }
        if bytes.len() as u64 > limit && !bytes.ends_with(b"\n") {
            return Err(too_long("a line is"));
        }
        // bytes that are not UTF-8 are an error of their own input, like every other
        let line = String::from_utf8_lossy(&bytes);
        if line.trim().is_empty() {
            continue;
        }
        if is_first && interchange::begins_document(&line) {
            // the lines before count in the positions of errors
            let mut whole = "\n".repeat(number as usize - 1).into_bytes();
            whole.extend_from_slice(&bytes);
            (&mut reader).take(limit + 1).read_to_end(&mut whole).map_err(|error| cannot_read(&error))?;
            if whole.len() as u64 > limit {
                return Err(too_long("the input is"));
            }
            let text = String::from_utf8_lossy(&whole);
            return interchange::documents(&text).into_iter().try_for_each(each);
        }
        is_first = false;
        each(Input { text: line.trim_end(), line: number })?;
    }
    Ok(())
}
