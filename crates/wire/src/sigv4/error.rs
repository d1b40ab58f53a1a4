use std::fmt;

use super::{Carrier, RequestDate};

/// Text that came with the request and is given back in an error. Its `Debug` shows the length only: it may hold a
/// session token, or the password of a client that used the wrong authentication scheme.
#[derive(Clone, PartialEq, Eq)]
pub struct Provided(String);

impl Provided {
    /// Takes bytes off the wire; what is no UTF-8 is replaced.
    pub fn new(bytes: &[u8]) -> Self {
        Self(String::from_utf8_lossy(bytes).into_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Provided {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Provided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}

/// Parts that an `Authorization` header, with its request, was found to lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// No `Credential`.
    pub credential: bool,
    /// No `Signature`.
    pub signature: bool,
    /// No `SignedHeaders`.
    pub signed_headers: bool,
    /// Neither an `X-Amz-Date` nor a `Date` header.
    pub date: bool,
}

/// One way in which a credential scope does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeFault {
    /// The region is no region name.
    Region {
        /// As given.
        got: String,
        /// The region of this endpoint.
        home: String,
    },
    /// The scope is for another service.
    Service {
        /// As given.
        got: String,
        /// Signing name of the service that was asked.
        expected: String,
    },
    /// The last element is not `aws4_request`.
    Terminator {
        /// As given.
        got: String,
    },
    /// The scope's day is not that of the request's date.
    Date {
        /// As given.
        scope: String,
        /// The request's date, ISO basic.
        request: String,
    },
}

/// Fault of the life that a presigned URL claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiresFault {
    /// Not a number.
    NotANumber,
    /// Below zero.
    Negative,
    /// Zero, which no URL can live for.
    Zero,
    /// Above [`crate::limits::PRESIGNED_SECONDS`].
    TooLong,
}

/// Details that S3 shows of a signature that does not match, so that its sender can find the mistake. The signature that
/// would have matched is not part of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Access key id of the claim.
    pub access_key_id: String,
    /// The string to sign, as computed here.
    pub string_to_sign: Vec<u8>,
    /// The signature that came with the request.
    pub signature_provided: Provided,
    /// The canonical request, as computed here; Version 2 knows none.
    pub canonical_request: Option<Vec<u8>>,
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mismatch").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// Reason why a request is not authenticated. [`AuthError::fault`] words it for each service family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthError {
    /// No credentials at all, where some are needed.
    Missing,
    /// Credentials in more than one place, or the same twice.
    SeveralCarriers {
        /// The `Authorization` header, where there is one.
        authorization: Option<Provided>,
    },
    /// `X-Amz-Credential` in the query with neither algorithm nor signature: a forgery rather than an omission.
    CredentialAlone,
    /// An `Authorization` header of another kind (S3).
    AuthorizationType {
        /// The header.
        authorization: Provided,
    },
    /// The `Authorization` header, or the request around it, lacks parts.
    HeaderLacks {
        /// The parts.
        missing: Missing,
        /// The header.
        authorization: Provided,
    },
    /// A component of the `Authorization` header is unknown, repeated, or not of the form `key=value`.
    HeaderComponent {
        /// The component.
        component: Provided,
        /// The header.
        authorization: Provided,
    },
    /// Query-string authentication lacks parameters.
    QueryLacks {
        /// Their names.
        missing: Vec<&'static str>,
    },
    /// Version 2 lacks parameters.
    V2Lacks {
        /// Their names.
        missing: Vec<&'static str>,
    },
    /// A query parameter occurs twice, or an authentication parameter in the wrong case.
    RepeatedParameter {
        /// Its name.
        name: Provided,
    },
    /// More parameters than a request may have.
    TooManyParameters {
        /// The most it may have.
        limit: usize,
    },
    /// A header that has one value occurs twice.
    RepeatedHeader {
        /// Its name, in lower case.
        name: String,
    },
    /// A header that holds a list comes on more lines than it may.
    TooManyLines {
        /// Its name, in lower case.
        name: &'static str,
        /// The most lines.
        limit: usize,
    },
    /// The date is absent (S3) or cannot be read.
    Date {
        /// Place in which it was looked for.
        carrier: Carrier,
        /// As given, empty when absent.
        got: Provided,
    },
    /// An algorithm that is not spoken here.
    Algorithm {
        /// Place in which it stood.
        carrier: Carrier,
        /// As given.
        got: Provided,
    },
    /// `Credential` has not five usable elements.
    Credential {
        /// Place in which it stood.
        carrier: Carrier,
        /// As given.
        got: Provided,
    },
    /// `SignedHeaders` has empty, repeated, unusable or too many names.
    SignedHeaders {
        /// Place in which it stood.
        carrier: Carrier,
        /// As given.
        got: Provided,
    },
    /// The credential scope does not fit; at least one fault.
    Scope {
        /// Place in which it stood.
        carrier: Carrier,
        /// In order of reporting.
        faults: Vec<ScopeFault>,
    },
    /// `host` is not signed (query services).
    HostUnsigned,
    /// An `x-amz-*` header is not signed (query services).
    HeaderUnsigned {
        /// Its name, in lower case.
        name: String,
    },
    /// Headers that must be signed when present are not (S3).
    HeadersUnsigned {
        /// Their names, in lower case.
        names: Vec<String>,
    },
    /// A query parameter that Version 2 does not cover and that could change what is done.
    ParameterUnsigned {
        /// Its name.
        name: Provided,
    },
    /// The life of a presigned URL is no number from 1 to [`crate::limits::PRESIGNED_SECONDS`].
    Expires(ExpiresFault),
    /// No `x-amz-content-sha256` (S3, header form).
    PayloadHashMissing,
    /// `x-amz-content-sha256` is neither a hash nor a known name, or not possible in this form.
    PayloadHash {
        /// As given.
        got: Provided,
    },
    /// Signed too long ago (query services).
    TooOld {
        /// Date of signing, as the request says.
        signed: RequestDate,
        /// The server's time.
        now: RequestDate,
    },
    /// Signed too far in the future (query services).
    TooNew {
        /// Date of signing, as the request says.
        signed: RequestDate,
        /// The server's time.
        now: RequestDate,
    },
    /// Signed too far from now, either way (S3, header form).
    Skewed {
        /// The date as sent.
        signed: Provided,
        /// The server's time.
        now: RequestDate,
    },
    /// A presigned URL dated too far in the future (S3).
    NotYetValid,
    /// A presigned URL has outlived its time (S3), or Version 2's `Expires` has passed.
    Expired {
        /// The life it claimed, in seconds; Version 2 has none.
        life: Option<u32>,
        /// End of its life.
        ended: RequestDate,
        /// The server's time.
        now: RequestDate,
    },
    /// Version 2 where it is switched off.
    V2Disabled,
    /// A method or version of Version 2 that is not spoken here.
    V2Method {
        /// The parameter.
        parameter: &'static str,
        /// As given.
        got: Provided,
    },
    /// No such access key.
    UnknownKey {
        /// As given.
        access_key_id: String,
    },
    /// The access key is switched off.
    InactiveKey {
        /// As given.
        access_key_id: String,
    },
    /// A temporary key without its token.
    TokenMissing {
        /// As given.
        access_key_id: String,
    },
    /// The token belongs to another key.
    TokenMismatch {
        /// As given.
        access_key_id: String,
    },
    /// The token cannot be opened.
    TokenMalformed {
        /// As given.
        access_key_id: String,
        /// The token.
        token: Provided,
    },
    /// The session is over.
    TokenExpired {
        /// The token.
        token: Provided,
    },
    /// The user or role that the session came from is gone.
    IssuerGone {
        /// As given.
        access_key_id: String,
    },
    /// The signature is wrong.
    SignatureMismatch(Box<Mismatch>),
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "request not authenticated: {self:?}")
    }
}

impl std::error::Error for AuthError {}
