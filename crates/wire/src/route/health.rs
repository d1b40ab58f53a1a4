use crate::sigv4::RequestHead;

/// A question that load balancers and supervisors ask, without credentials: the status code is the whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// `/-/live`: whether the process answers.
    Live,
    /// `/-/ready`: whether requests can be served.
    Ready,
}

impl Health {
    /// The question of a request whose host names no bucket. In the path of such a request `-` can name none either.
    pub(super) fn read(head: &RequestHead<'_>) -> Option<Self> {
        match (head.method, head.path) {
            ("GET" | "HEAD", "/-/live") => Some(Self::Live),
            ("GET" | "HEAD", "/-/ready") => Some(Self::Ready),
            _ => None,
        }
    }
}
