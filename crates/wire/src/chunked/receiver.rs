use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::decoder::Decoder;
use super::{Algorithm, Checksum, ContentError, Hasher};
use crate::sigv4::canonical::hex;
use crate::sigv4::{PayloadHash, Proof, RequestHead};

/// The body of an upload, held against everything that its head says about it: the payload hash or chunk signatures,
/// lengths, `Content-MD5`, `x-amz-checksum-*` and trailing checksums.
///
/// There is one way for a body to be accepted, for every operation and every kind of signature: feed all of
/// it through [`Self::next`], keep the data where no request can see it, and make it visible after
/// [`Self::finish`] only.
pub struct Receiver {
    framing: Framing,
    received: u64,
    limit: u64,
    sha256: Option<(Sha256, [u8; 32])>,
    md5: Option<(Hasher, Checksum)>,
    checksum: Option<(Hasher, Claimed)>,
}

enum Framing {
    Plain { promised: Option<u64> },
    Chunked(Box<Decoder>),
}

/// Place of the value that a computed checksum has to have.
enum Claimed {
    /// In the head.
    Value(Checksum),
    /// In the trailer.
    InTrailer,
    /// In neither: the checksum is computed to be kept.
    Nowhere,
}

/// A body that kept every promise of its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Bytes of data.
    pub length: u64,
    /// The checksum that came with it and was found right or, if [`Receiver::or_compute`] asked for it, the computed one.
    pub checksum: Option<Checksum>,
}

impl Receiver {
    /// Reads the head. `proof` is that of the request, `None` for an anonymous one; `limit` is the most bytes of data
    /// that may be stored.
    ///
    /// # Errors
    ///
    /// Contradictions in the head, and a promised length over `limit`: found before any of the body is read.
    pub fn new(head: &RequestHead<'_>, proof: Option<&Proof>, limit: u64) -> Result<Self, ContentError> {
        let payload = match proof {
            Some(proof) => proof.payload(),
            None => head
                .text("x-amz-content-sha256")
                .map_or(Some(PayloadHash::Unsigned), PayloadHash::parse)
                .ok_or(ContentError::NoChunkKey)?,
        };
        let (framing, promised) = framing(head, payload, proof)?;
        if let Some(promised) = promised.filter(|promised| *promised > limit) {
            return Err(ContentError::TooLarge { promised, limit });
        }
        Ok(Self {
            framing,
            received: 0,
            limit,
            sha256: match payload {
                PayloadHash::Sha256(hash) => Some((Sha256::new(), hash)),
                _ => None,
            },
            md5: md5(head)?,
            checksum: checksum(head, payload)?,
        })
    }

    /// Computes a checksum of this algorithm if the body comes without any.
    #[must_use]
    pub fn or_compute(mut self, algorithm: Algorithm) -> Self {
        self.checksum.get_or_insert_with(|| (Hasher::new(algorithm), Claimed::Nowhere));
        self
    }

    /// Algorithm of the checksum that comes with the body, before or behind it.
    pub fn announced(&self) -> Option<Algorithm> {
        match &self.checksum {
            Some((hasher, Claimed::Value(_) | Claimed::InTrailer)) => Some(hasher.algorithm()),
            Some((_, Claimed::Nowhere)) | None => None,
        }
    }

    /// Bytes of data that were promised, where the head says so.
    pub fn promised(&self) -> Option<u64> {
        match &self.framing {
            Framing::Plain { promised } => *promised,
            Framing::Chunked(decoder) => Some(decoder.promised()),
        }
    }

    /// Takes from the front of the input up to the next slice of data, which is to be kept but not yet shown; `None`
    /// when the input is used up.
    ///
    /// # Errors
    ///
    /// After any error the upload is void.
    pub fn next<'i>(&mut self, input: &mut &'i [u8]) -> Result<Option<&'i [u8]>, ContentError> {
        let data = match &mut self.framing {
            Framing::Chunked(decoder) => decoder.next(input)?,
            Framing::Plain { .. } => Some(std::mem::take(input)).filter(|data| !data.is_empty()),
        };
        let Some(data) = data else { return Ok(None) };
        self.received = self.received.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
        if self.received > self.limit {
            return Err(ContentError::TooLarge { promised: self.received, limit: self.limit });
        }
        if let Framing::Plain { promised: Some(promised) } = &self.framing
            && self.received > *promised
        {
            return Err(ContentError::TooLong);
        }
        if let Some((hasher, _)) = &mut self.sha256 {
            hasher.update(data);
        }
        if let Some((hasher, _)) = &mut self.md5 {
            hasher.update(data);
        }
        if let Some((hasher, _)) = &mut self.checksum {
            hasher.update(data);
        }
        Ok(Some(data))
    }

    /// Ends the body, and returns its length and checksum.
    ///
    /// # Errors
    ///
    /// A promise of the head that the body did not keep: length, signature, checksum or trailer.
    pub fn finish(self) -> Result<Received, ContentError> {
        let mut trailer = match self.framing {
            Framing::Plain { promised: Some(promised) } if self.received < promised => {
                return Err(ContentError::Truncated);
            }
            Framing::Plain { .. } => Vec::new(),
            Framing::Chunked(decoder) => decoder.finish()?,
        };
        if let Some((hasher, claimed)) = self.sha256 {
            let computed: [u8; 32] = hasher.finalize().into();
            if !bool::from(computed.ct_eq(&claimed)) {
                return Err(ContentError::Sha256 { claimed: hex(&claimed), computed: hex(&computed) });
            }
        }
        if let Some((hasher, claimed)) = self.md5
            && hasher.finish() != claimed
        {
            return Err(ContentError::ContentMd5Digest);
        }
        let mut checked = None;
        if let Some((hasher, claimed)) = self.checksum {
            let computed = hasher.finish();
            let algorithm = computed.algorithm();
            let claimed = match claimed {
                Claimed::Value(claimed) => Some(claimed),
                Claimed::InTrailer => Some(take_trailer(&mut trailer, algorithm)?),
                Claimed::Nowhere => None,
            };
            if claimed.is_some_and(|claimed| claimed != computed) {
                return Err(ContentError::Digest { algorithm });
            }
            checked = Some(computed);
        }
        if trailer.is_empty() {
            Ok(Received { length: self.received, checksum: checked })
        } else {
            Err(ContentError::Trailer)
        }
    }
}

/// `Content-Encoding` as it is to be stored: without `aws-chunked`, which encodes the upload and not the object.
pub fn stored_content_encoding(value: &str) -> Option<String> {
    let kept: Vec<&str> = value
        .split(',')
        .map(str::trim)
        .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("aws-chunked"))
        .collect();
    (!kept.is_empty()).then(|| kept.join(","))
}

fn framing(
    head: &RequestHead<'_>,
    payload: PayloadHash,
    proof: Option<&Proof>,
) -> Result<(Framing, Option<u64>), ContentError> {
    let (key, with_trailer) = match payload {
        PayloadHash::Sha256(_) | PayloadHash::Unsigned => {
            let promised = head.text("content-length").map(read_length).transpose()?;
            return Ok((Framing::Plain { promised }, promised));
        }
        PayloadHash::StreamingUnsignedTrailer => (None, true),
        PayloadHash::StreamingSigned { trailer } => {
            let key = proof.and_then(Proof::chunk_key).ok_or(ContentError::NoChunkKey)?;
            (Some(key.clone()), trailer)
        }
    };
    let length = head.text("x-amz-decoded-content-length").ok_or(ContentError::DecodedLengthMissing)?;
    let length = read_length(length)?;
    Ok((Framing::Chunked(Box::new(Decoder::new(length, key, with_trailer))), Some(length)))
}

fn read_length(text: &str) -> Result<u64, ContentError> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| ContentError::Length { got: text.into() })
}

fn md5(head: &RequestHead<'_>) -> Result<Option<(Hasher, Checksum)>, ContentError> {
    let Some(value) = head.header("content-md5") else { return Ok(None) };
    let text = std::str::from_utf8(value).unwrap_or_default();
    let claimed = Checksum::parse(Algorithm::Md5, text).ok_or(ContentError::ContentMd5)?;
    Ok(Some((Hasher::new(Algorithm::Md5), claimed)))
}

type Awaited = Option<(Hasher, Claimed)>;

/// Checksum of the head: its value, or the announcement of one in the trailer.
fn checksum(head: &RequestHead<'_>, payload: PayloadHash) -> Result<Awaited, ContentError> {
    let mut found: Awaited = None;
    let has_trailer = matches!(
        payload,
        PayloadHash::StreamingUnsignedTrailer | PayloadHash::StreamingSigned { trailer: true }
    );
    for (name, value) in head.headers {
        let Some(algorithm) = Algorithm::of_header(name) else {
            if is_unknown_checksum(name) {
                return Err(ContentError::ChecksumUnknown);
            }
            continue;
        };
        if found.is_some() {
            return Err(ContentError::SeveralChecksums);
        }
        let text = std::str::from_utf8(value).unwrap_or_default();
        let claimed = Checksum::parse(algorithm, text).ok_or(ContentError::Checksum { algorithm })?;
        found = Some((Hasher::new(algorithm), Claimed::Value(claimed)));
    }
    if let Some(announced) = head.text("x-amz-trailer") {
        let algorithm = Algorithm::of_header(announced).filter(|_| has_trailer);
        let algorithm = algorithm.ok_or(ContentError::TrailerAnnounced)?;
        if found.is_some() {
            return Err(ContentError::SeveralChecksums);
        }
        found = Some((Hasher::new(algorithm), Claimed::InTrailer));
    }
    let promised = head.text("x-amz-sdk-checksum-algorithm");
    if promised.is_some_and(|promised| Algorithm::of_name(&promised.to_ascii_uppercase()).is_none()) {
        return Err(ContentError::ChecksumPromisedUnknown);
    }
    match found {
        None if promised.is_some() => Err(ContentError::ChecksumPromised),
        // an unsigned body would be covered by nothing at all
        None if has_trailer => Err(ContentError::TrailerMissing),
        found => Ok(found),
    }
}

/// Headers that begin like those of checksums and carry none.
const NO_CHECKSUMS: [&str; 3] = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"];

fn is_unknown_checksum(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with(super::checksum::PREFIX) && !NO_CHECKSUMS.contains(&name.as_str())
}

fn take_trailer(trailer: &mut Vec<(String, String)>, algorithm: Algorithm) -> Result<Checksum, ContentError> {
    let at = trailer.iter().position(|(name, _)| name == algorithm.header()).ok_or(ContentError::Trailer)?;
    let (_, value) = trailer.swap_remove(at);
    Checksum::parse(algorithm, &value).ok_or(ContentError::Checksum { algorithm })
}
