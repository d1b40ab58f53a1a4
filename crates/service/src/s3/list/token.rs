//! Continuation tokens.

use data_encoding::BASE64URL_NOPAD;
use wire::fault::Fault;

/// Continuation token: the name, or key, to go on after. It grants nothing that a client could not ask for itself.
pub(crate) fn token(after: &str) -> String {
    BASE64URL_NOPAD.encode(after.as_bytes())
}

/// Name or key in a token of ours.
pub(crate) fn read_token(token: &str) -> Result<String, Fault> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
        let message = "The continuation token provided is incorrect";
        Fault::s3_invalid_argument(message, "continuation-token", token.to_owned())
    })
}
