//! AWS IAM policies: documents, validation, decisions and their reasons.
//!
//! ```
//! use policy::{Context, Kind, Outcome, Policies, Policy, PolicySet, Principal, Request, decide};
//! use std::sync::Arc;
//!
//! let document = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets",
//!     "Resource": "arn:aws:s3:::*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}"#;
//! let policy = Policy::parse(Kind::Inline, document)?;
//! let user_policies = PolicySet::from_policies([Arc::new(policy)]);
//! let policies = Policies { identity: &[&user_policies], ..Policies::default() };
//!
//! let mut context = Context::new();
//! let user = Principal::User { arn: "arn:aws:iam::111122223333:user/alice", id: None };
//! let ask = |context: &Context| {
//!     let request = Request {
//!         principal: user,
//!         action: "s3:ListAllMyBuckets",
//!         resource_arn: "*",
//!         resource_account: None,
//!         wildcard_only_action: true,
//!         context,
//!     };
//!     decide(&request, &policies)
//! };
//! let without_mfa = ask(&context);
//! assert_eq!(without_mfa.outcome, Outcome::ImplicitlyDenied);
//! let reason = without_mfa.denial_reason("s3:ListAllMyBuckets");
//! assert_eq!(reason.as_deref(), Some("because no identity-based policy allows the s3:ListAllMyBuckets action"));
//!
//! context.set("aws:MultiFactorAuthPresent", "true");
//! assert!(ask(&context).is_allowed());
//! # Ok::<(), policy::Malformed>(())
//! ```
//!
//! The crate is pure: it knows no socket, file, clock or random source.

mod action;
mod arn;
mod aws;
mod bucket_policy;
mod condition;
mod context;
mod decide;
mod document;
mod explain;
mod findings;
mod glob;
mod grammar;
pub mod interchange;
mod json;
mod key;
mod kind;
mod layers;
mod limits;
mod malformed;
mod position;
mod principal;
mod principal_facts;
mod reason;
mod request_facts;
mod resource;
mod set;
mod size;
mod steps;
mod trie;
mod validate;
mod value;
mod variable;
mod work;

pub use context::{Context, ContextValue, RequestContext};
pub use decide::{Decision, Level, Outcome, Policies, Request, Verdict, decide};
pub use document::{Effect, Policy, Statement};
pub use explain::{
    ActionFinding, ConditionExplanation, ConditionFinding, Explanation, LayerExplanation, MatchedStatement,
    MissingPiece, PrincipalFinding, ResourceFinding, StatementExplanation, explain,
};
pub use findings::{Finding, Report, Rule, Severity, check, rules};
pub use key::{ConditionKey, KeyFamily, KeyForm, KeyName, KnownKey};
pub use kind::{Kind, ResourceKind, SourceType};
pub use layers::{Layer, Layers};
pub use limits::{
    MAX_BUCKET_SIZE, MAX_DECISIVE, MAX_DEPTH, MAX_DOCUMENT_BYTES, MAX_GROUP_INLINE_SIZE, MAX_INPUT_BYTES,
    MAX_MANAGED_SIZE, MAX_RESOURCE_CONTROL_SIZE, MAX_ROLE_INLINE_SIZE, MAX_SERVICE_CONTROL_SIZE,
    MAX_SESSION_SIZE, MAX_TRUST_SIZE, MAX_USER_INLINE_SIZE, MAX_VALUES,
};
pub use malformed::Malformed;
pub use position::{Position, Span};
pub use principal::Principal;
pub use principal_facts::{Caller, Credential, Organization, PrincipalFacts, Tags};
pub use request_facts::RequestFacts;
pub use set::{PolicySet, Weights};
pub use size::size_without_white_space;
pub use value::{Made, Text, Value, Values};
pub use work::Work;
