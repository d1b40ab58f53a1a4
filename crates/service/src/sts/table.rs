//! The operations of STS that are built. `operation.rs` says how a row reads.

use super::{assume_role, get_access_key_info, get_caller_identity, get_session_token};
use crate::operation::operations;
use crate::permit::sts as permit;

operations! {
    "sts", sts, unsigned [AssumeRoleWithSAML, AssumeRoleWithWebIdentity];
    AssumeRole: write assumed_role(..) + "sts:TagSession" + "sts:SetSourceIdentity" => assume_role::assume_role;
    GetAccessKeyInfo: read key_account() => get_access_key_info::get_access_key_info;
    GetCallerIdentity: read nothing() => get_caller_identity::get_caller_identity;
    GetSessionToken: write own_session(serial_number, token_code) => get_session_token::get_session_token;
}
