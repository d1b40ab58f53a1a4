//! Record of one request: everything that the access log says of it.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use policy::Decision;

use crate::caller::{Caller, CallerKind};
use crate::limits;

/// Everything that the service knows of a request once it is answered. Connection, clock and status are the server's to add.
///
/// Holds no secret, no body and no parameter; an access key id is no secret.
#[derive(Default)]
pub struct RequestRecord {
    /// Name of the service as signatures have it; absent if the request names none.
    pub service: Option<&'static str>,
    /// Name of the operation; absent if the request names none.
    pub operation: Option<&'static str>,
    /// Error code of the answer; absent from successes.
    pub fault: Option<&'static str>,
    caller: Option<Caller>,
    judgements: Cell<Judgements>,
}

/// Decisions on the accesses that one request needed: the first [`limits::RECORDED_JUDGEMENTS`], and a count of the others.
#[derive(Default)]
struct Judgements {
    first: Vec<Judgement>,
    others: usize,
}

/// The decision on one access.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The action.
    pub action: &'static str,
    /// The ARN, or `*`.
    pub resource: Arc<str>,
    /// The decision, with the layer of policies that made it.
    pub decision: Decision,
}

impl RequestRecord {
    /// Records the decision on one access.
    pub(crate) fn judged(&self, judgement: Judgement) {
        let mut judgements = self.judgements.take();
        if judgements.first.len() < limits::RECORDED_JUDGEMENTS {
            judgements.first.push(judgement);
        } else {
            judgements.others = judgements.others.saturating_add(1);
        }
        self.judgements.set(judgements);
    }

    /// Records the caller, once it is proved.
    pub(crate) fn called_by(&mut self, caller: Caller) {
        self.caller = Some(caller);
    }

    /// The account that the caller acts in; absent if no caller was proved.
    pub fn account(&self) -> Option<impl fmt::Display + '_> {
        self.caller.as_ref().map(|caller| caller.account())
    }

    /// ARN of the caller: of a user, a root user, or a role session with its name.
    pub fn principal(&self) -> Option<String> {
        self.caller.as_ref().map(Caller::arn)
    }

    /// Id of the access key that signed.
    pub fn access_key_id(&self) -> Option<&str> {
        self.caller.as_ref().map(|caller| caller.access_key_id())
    }

    /// Kind of the credentials: `key`, `session`, `mfa-session` or `role-session`.
    pub fn credentials(&self) -> Option<&'static str> {
        let caller = self.caller.as_ref()?;
        Some(match (caller.kind(), caller.token_session()) {
            (CallerKind::Role { .. }, _) => "role-session",
            (_, None) => "key",
            (_, Some(session)) if session.mfa.is_some() => "mfa-session",
            (_, Some(_)) => "session",
        })
    }

    /// Every decision, in the order in which they were made: `s3:GetObject arn:aws:s3:::b/k Allowed by Identity`. Absent if
    /// no policy was asked.
    pub fn decisions(&self) -> Option<String> {
        let judgements = self.judgements.take();
        let mut texts: Vec<String> = judgements.first.iter().map(ToString::to_string).collect();
        if judgements.others > 0 {
            texts.push(format!("and {} more", judgements.others));
        }
        self.judgements.set(judgements);
        if texts.is_empty() { None } else { Some(texts.join(", ")) }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { action, resource, decision } = self;
        write!(f, "{action} {resource} {}", decision.outcome.name())?;
        match decision.decided_by {
            Some(layer) => write!(f, " by {}", layer.name()),
            None => Ok(()),
        }
    }
}
