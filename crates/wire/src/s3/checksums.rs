//! Checksums of objects that come in parts.

use crate::chunked::Algorithm;
use crate::fault::{Fault, codes};

use super::model::{ChecksumType, CreateMultipartUploadRequest};

/// Checksum that CreateMultipartUpload plans, from `x-amz-checksum-algorithm` and `x-amz-checksum-type`.
///
/// # Errors
/// `InvalidRequest` for a type without algorithm or one that the algorithm cannot have, and for an unknown algorithm.
pub fn planned_checksum(
    request: &CreateMultipartUploadRequest<'_>,
) -> Result<Option<(Algorithm, ChecksumType)>, Fault> {
    let invalid = |text: String| Fault::new(codes::s3::INVALID_REQUEST, text);
    let asked = match request.checksum_type.text().map(ChecksumType::from_value) {
        None => None,
        Some(Some(kind)) => Some(kind),
        Some(None) => return Err(invalid("Value for x-amz-checksum-type header is invalid.".to_owned())),
    };
    let Some(name) = request.checksum_algorithm.text() else {
        if asked.is_some() {
            let text =
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.";
            return Err(invalid(text.to_owned()));
        }
        return Ok(None);
    };
    let algorithm = Algorithm::of_name(name).ok_or_else(unknown_algorithm)?;
    let kind = asked.unwrap_or(match algorithm {
        Algorithm::Crc64Nvme => ChecksumType::FullObject,
        _ => ChecksumType::Composite,
    });
    let possible = match kind {
        ChecksumType::FullObject => algorithm.is_crc(),
        ChecksumType::Composite => algorithm != Algorithm::Crc64Nvme,
    };
    if !possible {
        let (kind, name) = (kind.as_str(), name.to_ascii_lowercase());
        let text = format!("The {kind} checksum type cannot be used with the {name} checksum algorithm.");
        return Err(invalid(text));
    }
    Ok(Some((algorithm, kind)))
}

/// 400 `InvalidRequest`: `x-amz-checksum-algorithm` names none that is known.
#[must_use]
pub fn unknown_algorithm() -> Fault {
    let names = Algorithm::CHECKSUMS.map(Algorithm::name).join(", ");
    let text = format!(
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{names}]"
    );
    Fault::new(codes::s3::INVALID_REQUEST, text)
}

#[cfg(test)]
mod tests;
