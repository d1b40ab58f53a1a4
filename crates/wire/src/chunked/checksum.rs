use std::fmt;

use crc_fast::{CrcAlgorithm, Digest as Crc};
use data_encoding::BASE64;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use xxhash_rust::xxh3::Xxh3;
use xxhash_rust::xxh64::Xxh64;

/// A checksum algorithm of S3 uploads. Source: `ChecksumAlgorithm` of the service model of botocore 1.43.11.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// CRC-32 as in gzip.
    Crc32,
    /// CRC-32C (Castagnoli).
    Crc32c,
    /// CRC-64/NVME.
    Crc64Nvme,
    /// SHA-1, of 160 bits.
    Sha1,
    /// SHA-2 of 256 bits.
    Sha256,
    /// SHA-2 of 512 bits.
    Sha512,
    /// MD5, of 128 bits.
    Md5,
    /// XXH64 with seed 0.
    XxHash64,
    /// XXH3 of 64 bits with seed 0.
    XxHash3,
    /// XXH3 of 128 bits with seed 0.
    XxHash128,
}

/// Prefix of the headers that carry a checksum, in lower case.
pub(super) const PREFIX: &str = "x-amz-checksum-";

impl Algorithm {
    /// The algorithms that have an `x-amz-checksum-` header.
    pub const CHECKSUMS: [Self; 10] = [
        Self::Crc32,
        Self::Crc32c,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::Md5,
        Self::XxHash64,
        Self::XxHash3,
        Self::XxHash128,
    ];

    /// The algorithm of the checksum that S3 computes itself for data that comes without one.
    pub const DEFAULT: Self = Self::Crc64Nvme;

    /// The header or trailer that carries it, in lower case.
    pub fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Sha512 => "x-amz-checksum-sha512",
            Self::Md5 => "x-amz-checksum-md5",
            Self::XxHash64 => "x-amz-checksum-xxhash64",
            Self::XxHash3 => "x-amz-checksum-xxhash3",
            Self::XxHash128 => "x-amz-checksum-xxhash128",
        }
    }

    /// The name in S3's model and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32c => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
            Self::Md5 => "MD5",
            Self::XxHash64 => "XXHASH64",
            Self::XxHash3 => "XXHASH3",
            Self::XxHash128 => "XXHASH128",
        }
    }

    /// Returns the algorithm of a checksum header, its name in any case.
    pub fn of_header(name: &str) -> Option<Self> {
        Self::CHECKSUMS.into_iter().find(|known| name.eq_ignore_ascii_case(known.header()))
    }

    /// Returns the algorithm of a name of the model, in its case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::CHECKSUMS.into_iter().find(|known| known.name() == name)
    }

    /// True if checksums of consecutive data can be combined, so that a multipart object has a checksum of all its data.
    /// With other algorithms it has a checksum of its parts' checksums.
    pub fn is_crc(self) -> bool {
        matches!(self, Self::Crc32 | Self::Crc32c | Self::Crc64Nvme)
    }

    /// Length of a value in bytes.
    pub fn value_bytes(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64Nvme | Self::XxHash64 | Self::XxHash3 => 8,
            Self::Md5 | Self::XxHash128 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// A checksum's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum {
    algorithm: Algorithm,
    value: Vec<u8>,
}

impl Checksum {
    /// Reads the base64 of a header or trailer; `None` where it is not one of exactly the right length.
    pub fn parse(algorithm: Algorithm, base64: &str) -> Option<Self> {
        let value = BASE64.decode(base64.trim().as_bytes()).ok()?;
        (value.len() == algorithm.value_bytes()).then_some(Self { algorithm, value })
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The value, big-endian for CRCs and xxHash.
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The value as headers carry it.
    pub fn base64(&self) -> String {
        BASE64.encode(&self.value)
    }
}

/// A checksum being computed.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Crc32(crc32fast::Hasher),
    Crc32c(Crc),
    Crc64Nvme(Crc),
    Sha1(Sha1),
    Sha256(Sha256),
    Sha512(Sha512),
    Md5(Md5),
    XxHash64(Xxh64),
    // 64 times as large as the smallest of them
    XxHash3(Box<Xxh3>),
    XxHash128(Box<Xxh3>),
}

impl Hasher {
    /// Returns the hasher of an algorithm before any data.
    pub fn new(algorithm: Algorithm) -> Self {
        Self(match algorithm {
            Algorithm::Crc32 => State::Crc32(crc32fast::Hasher::new()),
            Algorithm::Crc32c => State::Crc32c(Crc::new(CrcAlgorithm::Crc32Iscsi)),
            Algorithm::Crc64Nvme => State::Crc64Nvme(Crc::new(CrcAlgorithm::Crc64Nvme)),
            Algorithm::Sha1 => State::Sha1(Sha1::new()),
            Algorithm::Sha256 => State::Sha256(Sha256::new()),
            Algorithm::Sha512 => State::Sha512(Sha512::new()),
            Algorithm::Md5 => State::Md5(Md5::new()),
            Algorithm::XxHash64 => State::XxHash64(Xxh64::new(0)),
            Algorithm::XxHash3 => State::XxHash3(Box::new(Xxh3::new())),
            Algorithm::XxHash128 => State::XxHash128(Box::new(Xxh3::new())),
        })
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            State::Crc32(_) => Algorithm::Crc32,
            State::Crc32c(_) => Algorithm::Crc32c,
            State::Crc64Nvme(_) => Algorithm::Crc64Nvme,
            State::Sha1(_) => Algorithm::Sha1,
            State::Sha256(_) => Algorithm::Sha256,
            State::Sha512(_) => Algorithm::Sha512,
            State::Md5(_) => Algorithm::Md5,
            State::XxHash64(_) => Algorithm::XxHash64,
            State::XxHash3(_) => Algorithm::XxHash3,
            State::XxHash128(_) => Algorithm::XxHash128,
        }
    }

    /// Takes in more data.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.0 {
            State::Crc32(state) => state.update(data),
            State::Crc32c(state) | State::Crc64Nvme(state) => state.update(data),
            State::Sha1(state) => state.update(data),
            State::Sha256(state) => state.update(data),
            State::Sha512(state) => state.update(data),
            State::Md5(state) => state.update(data),
            State::XxHash64(state) => state.update(data),
            State::XxHash3(state) | State::XxHash128(state) => state.update(data),
        }
    }

    /// Returns the checksum of all data taken in.
    pub fn finish(self) -> Checksum {
        let (algorithm, value) = match self.0 {
            State::Crc32(state) => (Algorithm::Crc32, state.finalize().to_be_bytes().to_vec()),
            State::Crc32c(state) => {
                // of its 64 bits the lower half is the value
                let [_, _, _, _, value @ ..] = state.finalize().to_be_bytes();
                (Algorithm::Crc32c, value.to_vec())
            }
            State::Crc64Nvme(state) => (Algorithm::Crc64Nvme, state.finalize().to_be_bytes().to_vec()),
            State::Sha1(state) => (Algorithm::Sha1, state.finalize().to_vec()),
            State::Sha256(state) => (Algorithm::Sha256, state.finalize().to_vec()),
            State::Sha512(state) => (Algorithm::Sha512, state.finalize().to_vec()),
            State::Md5(state) => (Algorithm::Md5, state.finalize().to_vec()),
            State::XxHash64(state) => (Algorithm::XxHash64, state.digest().to_be_bytes().to_vec()),
            State::XxHash3(state) => (Algorithm::XxHash3, state.digest().to_be_bytes().to_vec()),
            State::XxHash128(state) => (Algorithm::XxHash128, state.digest128().to_be_bytes().to_vec()),
        };
        Checksum { algorithm, value }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").finish_non_exhaustive()
    }
}
