//! IAM's roles, policies and boundaries, called as clients call them.

mod attachments;
mod boundaries;
mod conditions;
mod denials;
mod documents;
mod escalation;
mod inline_policies;
mod managed_policies;
mod recorded;
mod roles;
mod simulation;
mod trust;
