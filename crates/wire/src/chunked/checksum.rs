use std::fmt;

use crc::{CRC_32_ISCSI, CRC_64_NVME, Crc, Digest as CrcDigest, Table};
use data_encoding::BASE64;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

static CRC32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);
static CRC64_NVME: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

/// A checksum algorithm of S3 uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// CRC-32 as in gzip.
    Crc32,
    /// CRC-32C (Castagnoli).
    Crc32c,
    /// CRC-64/NVME.
    Crc64Nvme,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// MD5, as in `Content-MD5`.
    Md5,
}

impl Algorithm {
    /// The algorithms that have an `x-amz-checksum-` header.
    pub const CHECKSUMS: [Self; 5] = [Self::Crc32, Self::Crc32c, Self::Crc64Nvme, Self::Sha1, Self::Sha256];

    /// The header or trailer that carries it, in lower case.
    pub fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Md5 => "content-md5",
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
            Self::Md5 => "Content-MD5",
        }
    }

    /// By header name, in any case.
    pub fn of_header(name: &str) -> Option<Self> {
        Self::CHECKSUMS.into_iter().find(|known| name.eq_ignore_ascii_case(known.header()))
    }

    /// Length of a value in bytes.
    pub fn value_bytes(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64Nvme => 8,
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
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

    /// The value, big-endian for CRCs.
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
    Crc32c(CrcDigest<'static, u32, Table<16>>),
    Crc64Nvme(CrcDigest<'static, u64, Table<16>>),
    Sha1(Sha1),
    Sha256(Sha256),
    Md5(Md5),
}

impl Hasher {
    /// Starts.
    pub fn new(algorithm: Algorithm) -> Self {
        Self(match algorithm {
            Algorithm::Crc32 => State::Crc32(crc32fast::Hasher::new()),
            Algorithm::Crc32c => State::Crc32c(CRC32C.digest()),
            Algorithm::Crc64Nvme => State::Crc64Nvme(CRC64_NVME.digest()),
            Algorithm::Sha1 => State::Sha1(Sha1::new()),
            Algorithm::Sha256 => State::Sha256(Sha256::new()),
            Algorithm::Md5 => State::Md5(Md5::new()),
        })
    }

    /// Takes more data in.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.0 {
            State::Crc32(state) => state.update(data),
            State::Crc32c(state) => state.update(data),
            State::Crc64Nvme(state) => state.update(data),
            State::Sha1(state) => state.update(data),
            State::Sha256(state) => state.update(data),
            State::Md5(state) => state.update(data),
        }
    }

    /// Ends.
    pub fn finish(self) -> Checksum {
        let (algorithm, value) = match self.0 {
            State::Crc32(state) => (Algorithm::Crc32, state.finalize().to_be_bytes().to_vec()),
            State::Crc32c(state) => (Algorithm::Crc32c, state.finalize().to_be_bytes().to_vec()),
            State::Crc64Nvme(state) => (Algorithm::Crc64Nvme, state.finalize().to_be_bytes().to_vec()),
            State::Sha1(state) => (Algorithm::Sha1, state.finalize().to_vec()),
            State::Sha256(state) => (Algorithm::Sha256, state.finalize().to_vec()),
            State::Md5(state) => (Algorithm::Md5, state.finalize().to_vec()),
        };
        Checksum { algorithm, value }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").finish_non_exhaustive()
    }
}
