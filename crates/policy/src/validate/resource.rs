//! The form of entries of `Resource` and `NotResource`, as IAM checks it.

use super::legacy::LEGACY;
use super::{Checked, Refusal, refuse};
use crate::grammar::{RawPolicy, Text};

/// Partitions that AWS knows.
const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// Beginnings of the resource part of an IAM ARN.
const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

/// Beginnings of the resource part of an ARN of S3 with a region: the kinds of resources that have a region and an
/// account in the service authorization reference of S3. Buckets and objects have neither.
const REGIONAL_S3_PATHS: [&str; 6] =
    ["access-grants/", "accesspoint/", "async-request/mrap/", "job/", "storage-lens/", "storage-lens-group/"];

/// Looks at every entry: first those of `Resource`, then those of `NotResource`; of a list, in reverse order of the
/// alphabet. A wrong form is not reported at once, since other checks come before it: of several the last one found is
/// returned. As long as none is found, entries also go through the legacy pass, whose error is immediate.
pub(super) fn check(policy: &RawPolicy<'_>) -> Result<Option<Refusal>, Refusal> {
    let mut pending = None;
    for negated in [false, true] {
        let elements = policy.statements.iter().filter_map(|statement| statement.resource.as_ref());
        for element in elements.filter(|element| element.negated == negated) {
            let is_list = element.content.is_list;
            let mut entries: Vec<Text<'_>> = element.content.items.clone();
            if is_list {
                // IAM passes over empty strings in a list as it does over null.
                entries.retain(|entry| !entry.text.is_empty());
                entries.sort_by(|a, b| b.text.cmp(a.text));
            }
            for entry in &entries {
                if let Some(message) = form_error(entry.text) {
                    let detail = format!("{:?} is no resource that IAM knows", entry.text);
                    pending = Some(Refusal { message, detail, offset: entry.start });
                }
            }
            if pending.is_none() {
                entries.iter().try_for_each(|entry| legacy(*entry, is_list))?;
            }
        }
    }
    Ok(pending)
}

fn legacy(entry: Text<'_>, is_list: bool) -> Checked {
    let text = entry.text;
    if text == "*" {
        return Ok(());
    }
    let colons = text.bytes().filter(|byte| *byte == b':').count();
    let has_no_service = !is_list && text.split(':').nth(2).is_none_or(str::is_empty);
    if (colons < 5 && text.contains("::")) || has_no_service {
        return refuse(LEGACY, format!("{text:?} has too few parts, or no service"), entry.start);
    }
    Ok(())
}

fn form_error(text: &str) -> Option<String> {
    if text == "*" {
        return None;
    }
    // The first field is not looked at: `a:aws:s3:::b` passes, and matches nothing.
    let Some((_, rest)) = text.split_once(':') else {
        return Some(format!("Resource {text} must be in ARN format or \"*\"."));
    };
    let fields: Vec<&str> = rest.split(':').collect();
    let field = |at: usize| fields.get(at).copied();
    let (partition, service) = (field(0).unwrap_or(""), field(1));
    if partition != "*" && !PARTITIONS.contains(&partition) {
        return Some(partition_error(partition, fields.get(1..).unwrap_or(&[])));
    }
    let Some(service) = service else {
        return Some("Resource vendor must be fully qualified and cannot contain regexes.".into());
    };
    let has_region = field(2).is_none_or(|region| !region.is_empty()) || field(3).is_none();
    let path = fields.get(4..).unwrap_or(&[]).join(":");
    match service {
        "iam" if has_region => Some(format!("IAM resource {text} cannot contain region information.")),
        "s3" if has_region && field(2).is_some() && !is_regional_s3_path(&path) => {
            Some(format!("Resource {text} can not contain region information."))
        }
        "iam" if !is_iam_path(&path) => {
            let paths = IAM_PATHS.join(", ");
            Some(format!("IAM resource path must either be \"*\", root, or start with {paths}."))
        }
        _ => None,
    }
}

fn is_regional_s3_path(path: &str) -> bool {
    REGIONAL_S3_PATHS.iter().any(|start| path.starts_with(start))
}

fn is_iam_path(path: &str) -> bool {
    matches!(path, "*" | "root") || IAM_PATHS.iter().any(|start| path.starts_with(start))
}

/// Shows the ARN with `*` for the fields it lacks.
fn partition_error(partition: &str, rest: &[&str]) -> String {
    let field = |at: usize| rest.get(at).copied();
    let service = match rest {
        [""] | [] => "*",
        [service, ..] => service,
    };
    let (region, account) = (field(1).unwrap_or("*"), field(2).unwrap_or("*"));
    let last = if rest.len() > 3 { rest.get(3..).unwrap_or(&[]).join(":") } else { "*".into() };
    format!(
        "Partition \"{partition}\" is not valid for resource \"arn:{partition}:{service}:{region}:{account}:{last}\"."
    )
}
