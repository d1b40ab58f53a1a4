//! Sealing of long values in pieces that open one by one: AES-256-GCM (NIST SP 800-38D) under a random key of each value.
//!
//! The nonce of a piece is its place: its number, and whether it is the last (the STREAM construction of Hoang, Reyhanitabar,
//! Rogaway and Vizár, 2015). Pieces can so neither be exchanged, nor repeated, nor left out, and none of another value opens.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use zeroize::Zeroize;

use crate::seal::OpenError;
use crate::{Entropy, Secret};

/// Bytes that sealing adds to a piece.
pub const PIECE_OVERHEAD_BYTES: usize = 16;
/// Bytes of a key.
pub const PIECE_KEY_BYTES: usize = 32;

/// The key of one value. It is itself stored sealed.
pub struct PieceKey {
    bytes: Secret<[u8; PIECE_KEY_BYTES]>,
    key: LessSafeKey,
}

/// A place within a value. Each is sealed at most once, since it is the nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A piece of the value, and whether it is the last.
    Data {
        /// Counted from 0.
        number: u64,
        /// No piece comes after it.
        last: bool,
    },
    /// The description that goes with the value.
    Description,
}

impl Piece {
    fn nonce(self) -> Nonce {
        let (kind, number) = match self {
            Piece::Data { number, last: false } => (0, number),
            Piece::Data { number, last: true } => (1, number),
            Piece::Description => (2, 0),
        };
        let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
        let nonce: [u8; NONCE_LEN] = [kind, 0, 0, 0, a, b, c, d, e, f, g, h];
        Nonce::assume_unique_for_key(nonce)
    }
}

impl PieceKey {
    /// Makes the key of a new value.
    pub fn generate(entropy: &mut dyn Entropy) -> Result<Self, OpenError> {
        let mut bytes = [0; PIECE_KEY_BYTES];
        entropy.fill(&mut bytes);
        let key = Secret::new(bytes);
        bytes.zeroize();
        Self::of(key)
    }

    /// Takes a stored key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpenError> {
        Self::of(Secret::new(bytes.try_into().map_err(|_| OpenError)?))
    }

    fn of(bytes: Secret<[u8; PIECE_KEY_BYTES]>) -> Result<Self, OpenError> {
        let key = UnboundKey::new(&AES_256_GCM, bytes.expose()).map_err(|_| OpenError)?;
        Ok(Self { bytes, key: LessSafeKey::new(key) })
    }

    /// The bytes, to be sealed and stored.
    pub fn expose(&self) -> &[u8; PIECE_KEY_BYTES] {
        self.bytes.expose()
    }

    /// Seals a piece where it lies, and appends [`PIECE_OVERHEAD_BYTES`].
    pub fn seal(&self, place: Piece, piece: &mut Vec<u8>) -> Result<(), OpenError> {
        self.key.seal_in_place_append_tag(place.nonce(), Aad::empty(), piece).map_err(|_| OpenError)
    }

    /// Opens a piece where it lies, if it is the one of that place.
    pub fn open(&self, place: Piece, piece: &mut Vec<u8>) -> Result<(), OpenError> {
        let opened = self.key.open_in_place(place.nonce(), Aad::empty(), piece).map_err(|_| OpenError)?;
        let length = opened.len();
        piece.truncate(length);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
