//! Object metadata stored by PutObject.

use std::collections::BTreeMap;

use data_encoding::BASE64;

use crate::error::MetadataError;
use crate::limits::{MAX_SYSTEM_METADATA_BYTES, MAX_USER_METADATA_BYTES};

/// System metadata that a caller may set, by the header that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Header {
    /// Header `cache-control`.
    CacheControl,
    /// Header `content-disposition`.
    ContentDisposition,
    /// `content-encoding`, without `aws-chunked`
    ContentEncoding,
    /// Header `content-language`.
    ContentLanguage,
    /// Header `content-type`.
    ContentType,
    /// `expires`, as the caller wrote it
    Expires,
}

impl Header {
    /// All of them.
    pub const ALL: [Header; 6] = [
        Header::CacheControl,
        Header::ContentDisposition,
        Header::ContentEncoding,
        Header::ContentLanguage,
        Header::ContentType,
        Header::Expires,
    ];

    /// The header's name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Header::CacheControl => "cache-control",
            Header::ContentDisposition => "content-disposition",
            Header::ContentEncoding => "content-encoding",
            Header::ContentLanguage => "content-language",
            Header::ContentType => "content-type",
            Header::Expires => "expires",
        }
    }
}

/// Algorithms of `x-amz-checksum-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChecksumAlgorithm {
    /// CRC-32 (ISO-HDLC), 4 bytes
    Crc32,
    /// CRC-32C (Castagnoli), 4 bytes
    Crc32c,
    /// CRC-64/NVME, 8 bytes
    Crc64Nvme,
    /// SHA-1, 20 bytes
    Sha1,
    /// SHA-256, 32 bytes
    Sha256,
    /// SHA-512, 64 bytes
    Sha512,
    /// MD5, 16 bytes
    Md5,
    /// XXH64, 8 bytes
    XxHash64,
    /// XXH3 with 64 bits, 8 bytes
    XxHash3,
    /// XXH3 with 128 bits, 16 bytes
    XxHash128,
}

impl ChecksumAlgorithm {
    /// All of them.
    pub const ALL: [ChecksumAlgorithm; 10] = [
        ChecksumAlgorithm::Crc32,
        ChecksumAlgorithm::Crc32c,
        ChecksumAlgorithm::Crc64Nvme,
        ChecksumAlgorithm::Sha1,
        ChecksumAlgorithm::Sha256,
        ChecksumAlgorithm::Sha512,
        ChecksumAlgorithm::Md5,
        ChecksumAlgorithm::XxHash64,
        ChecksumAlgorithm::XxHash3,
        ChecksumAlgorithm::XxHash128,
    ];

    /// The name as in `ChecksumAlgorithm` of the S3 model.
    pub const fn name(self) -> &'static str {
        match self {
            ChecksumAlgorithm::Crc32 => "CRC32",
            ChecksumAlgorithm::Crc32c => "CRC32C",
            ChecksumAlgorithm::Crc64Nvme => "CRC64NVME",
            ChecksumAlgorithm::Sha1 => "SHA1",
            ChecksumAlgorithm::Sha256 => "SHA256",
            ChecksumAlgorithm::Sha512 => "SHA512",
            ChecksumAlgorithm::Md5 => "MD5",
            ChecksumAlgorithm::XxHash64 => "XXHASH64",
            ChecksumAlgorithm::XxHash3 => "XXHASH3",
            ChecksumAlgorithm::XxHash128 => "XXHASH128",
        }
    }

    /// Length of its value, in bytes before base64.
    pub const fn digest_bytes(self) -> usize {
        match self {
            ChecksumAlgorithm::Crc32 | ChecksumAlgorithm::Crc32c => 4,
            ChecksumAlgorithm::Crc64Nvme | ChecksumAlgorithm::XxHash64 | ChecksumAlgorithm::XxHash3 => 8,
            ChecksumAlgorithm::Md5 | ChecksumAlgorithm::XxHash128 => 16,
            ChecksumAlgorithm::Sha1 => 20,
            ChecksumAlgorithm::Sha256 => 32,
            ChecksumAlgorithm::Sha512 => 64,
        }
    }
}

/// A checksum of the whole object, which the caller has verified; or, if it was uploaded in parts, of their checksums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    algorithm: ChecksumAlgorithm,
    value: String,
    parts: Option<u16>,
}

impl Checksum {
    /// Checks that `value` is base64 of the right length.
    pub fn new(algorithm: ChecksumAlgorithm, value: &str) -> Result<Checksum, MetadataError> {
        match BASE64.decode(value.as_bytes()) {
            Ok(bytes) if bytes.len() == algorithm.digest_bytes() => {
                Ok(Checksum { algorithm, value: value.to_owned(), parts: None })
            }
            _ => Err(MetadataError::Checksum),
        }
    }

    /// The same as the checksum of the checksums of so many parts.
    pub fn of_parts(self, parts: u16) -> Checksum {
        Checksum { parts: Some(parts), ..self }
    }

    /// The algorithm.
    pub fn algorithm(&self) -> ChecksumAlgorithm {
        self.algorithm
    }

    /// The value, in base64.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Of how many parts it is, if not of the data itself.
    pub fn parts(&self) -> Option<u16> {
        self.parts
    }
}

/// Metadata of an object: only what the caller set, each value one that a header can carry.
///
/// User metadata lives apart from everything else, so that no header of a request can set anything internal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    system: BTreeMap<Header, String>,
    user: BTreeMap<String, String>,
    checksum: Option<Checksum>,
}

impl Metadata {
    /// No metadata.
    pub fn new() -> Metadata {
        Metadata::default()
    }

    /// Sets system metadata, once.
    pub fn set(&mut self, header: Header, value: &str) -> Result<(), MetadataError> {
        check_value(header.name(), value)?;
        if self.system.contains_key(&header) {
            return Err(MetadataError::Repeated { name: header.name().to_owned() });
        }
        let before: usize = self.system.iter().map(|(h, v)| h.name().len() + v.len()).sum();
        let bytes = before + header.name().len() + value.len();
        if bytes > MAX_SYSTEM_METADATA_BYTES {
            return Err(MetadataError::SystemTooLarge { bytes });
        }
        self.system.insert(header, value.to_owned());
        Ok(())
    }

    /// Sets user metadata, once a name; `name` is lower case and comes without `x-amz-meta-`.
    pub fn set_user(&mut self, name: &str, value: &str) -> Result<(), MetadataError> {
        if name.is_empty() || !name.bytes().all(is_lower_token) {
            return Err(MetadataError::Name);
        }
        check_value(name, value)?;
        if self.user.contains_key(name) {
            return Err(MetadataError::Repeated { name: name.to_owned() });
        }
        let before: usize = self.user.iter().map(|(n, v)| n.len() + v.len()).sum();
        let bytes = before + name.len() + value.len();
        if bytes > MAX_USER_METADATA_BYTES {
            return Err(MetadataError::UserTooLarge { bytes });
        }
        self.user.insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    /// Sets the checksum.
    pub fn set_checksum(&mut self, checksum: Checksum) {
        self.checksum = Some(checksum);
    }

    /// The same without the checksum.
    pub fn without_checksum(self) -> Metadata {
        Metadata { checksum: None, ..self }
    }

    /// System metadata, if set.
    pub fn get(&self, header: Header) -> Option<&str> {
        self.system.get(&header).map(String::as_str)
    }

    /// All system metadata that is set.
    pub fn system(&self) -> impl Iterator<Item = (Header, &str)> {
        self.system.iter().map(|(header, value)| (*header, value.as_str()))
    }

    /// All user metadata, names without `x-amz-meta-`, in order of names.
    pub fn user(&self) -> impl Iterator<Item = (&str, &str)> {
        self.user.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The checksum, if set.
    pub fn checksum(&self) -> Option<&Checksum> {
        self.checksum.as_ref()
    }
}

/// RFC 9110 section 5.6.2: token characters, less the capitals.
fn is_lower_token(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// RFC 9110 section 5.5: field values hold no control character but tab.
fn check_value(name: &str, value: &str) -> Result<(), MetadataError> {
    if value.bytes().any(|b| b.is_ascii_control() && b != b'\t') {
        return Err(MetadataError::Value { name: name.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
