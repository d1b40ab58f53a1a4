//! Credentials of a request, read once: routing takes the service from them, and a [`super::Claim`] judges them.

use super::error::AuthError;
use super::head::RequestHead;
use super::parts::is_case_of;
use super::query::{self, Pair};
use crate::limits;

/// Parameters that say that the query string carries a Version 4 signature.
const V4_MARKERS: [&str; 3] = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"];

/// Credentials of a request, read from its head and not yet judged, with the parameters of its query string.
///
/// Has no `Debug`: `Authorization` and session tokens are in it.
pub struct Credentials<'a> {
    head: RequestHead<'a>,
    /// `None` if there are more than [`limits::QUERY_PARAMETERS`].
    parameters: Option<Vec<Pair<'a>>>,
    authorization: Option<&'a [u8]>,
    /// `Authorization` headers.
    headers: usize,
    /// True if the query string carries a Version 4 signature.
    is_presigned: bool,
}

impl<'a> Credentials<'a> {
    /// Reads what the head brings.
    pub fn read(head: RequestHead<'a>) -> Self {
        let parameters = query::bounded_pairs(head.query);
        let marks = |name: &[u8]| V4_MARKERS.iter().any(|known| is_case_of(name, known));
        let is_presigned = parameters.as_ref().is_some_and(|pairs| pairs.iter().any(|(name, _)| marks(name)));
        let mut values = head.values("authorization");
        let authorization = values.next();
        let headers = usize::from(authorization.is_some()).saturating_add(values.count());
        Self { head, parameters, authorization, headers, is_presigned }
    }

    /// Head of the request, as it came.
    pub fn head(&self) -> RequestHead<'a> {
        self.head
    }

    /// Service named in the scope of Version 4 credentials, unproved: for routing only.
    pub fn scope_service(&self) -> Option<&str> {
        let credential = match self.authorization {
            Some(value) => {
                let (_, after) = std::str::from_utf8(value).ok()?.split_once("Credential=")?;
                after.split([',', ' ']).next()?
            }
            None => {
                let parameters = self.parameters.as_deref()?;
                std::str::from_utf8(query::value(parameters, "X-Amz-Credential")?).ok()?
            }
        };
        credential.split('/').nth(3)
    }

    /// Parameters of the query string, decoded.
    pub(super) fn parameters(&self) -> Result<&[Pair<'a>], AuthError> {
        let limit = limits::QUERY_PARAMETERS;
        self.parameters.as_deref().ok_or(AuthError::TooManyParameters { limit })
    }

    /// First `Authorization` header.
    pub(super) fn authorization(&self) -> Option<&'a [u8]> {
        self.authorization
    }

    /// Places in which the head has Version 4 credentials, or an `Authorization` header of any kind.
    pub(super) fn carriers(&self) -> usize {
        self.headers.saturating_add(usize::from(self.is_presigned))
    }
}
