use std::collections::BTreeSet;

use super::aws_cli;
use crate::cache::{Cache, Entry};
use crate::error::Error;
use crate::place::Environment;

/// Removes all kept sessions, or those of one profile, and their copies in the AWS CLI's cache, from which they would come back.
/// Returns the number of sessions removed.
///
/// # Errors
/// If a session cannot be removed.
pub fn forget(cache: &Cache, environment: &Environment, profile: Option<&str>) -> Result<usize, Error> {
    let of_profile = |entry: &Entry| profile.is_none_or(|wanted| entry.profile.as_deref() == Some(wanted));
    let ids: BTreeSet<String> =
        cache.entries().into_iter().filter(of_profile).map(|entry| entry.credentials.access_key_id).collect();
    let cleared = cache.clear(profile)?;
    if aws_cli::is_shared(environment) {
        aws_cli::remove(environment, &ids, profile.is_none())?;
    }
    Ok(cleared)
}
