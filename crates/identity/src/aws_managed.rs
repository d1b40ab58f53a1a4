//! Managed policies that exist in every account, under `arn:aws:iam::aws:policy/`: those that samples, tutorials and tests
//! attach. Their documents are AWS's published ones; attaching any other AWS managed policy is refused as unknown.

use std::sync::{Arc, LazyLock};

use policy::{Kind, Policy, SourceType};

/// One policy managed by AWS.
pub struct AwsManagedPolicy {
    /// Its name.
    pub name: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Its unique id.
    pub id: &'static str,
    /// The document in force.
    pub text: &'static str,
    /// The same, parsed.
    pub policy: Arc<Policy>,
}

impl AwsManagedPolicy {
    /// `arn:aws:iam::aws:policy/path/name`.
    pub fn arn(&self) -> String {
        format!("{ARN_PREFIX}{}{}", self.path, self.name)
    }
}

/// What the ARN of every such policy begins with, up to its path.
pub const ARN_PREFIX: &str = "arn:aws:iam::aws:policy";

/// Name, path, unique id, document.
type Source = (&'static str, &'static str, &'static str, &'static str);

const SOURCES: &[Source] = &[
    (
        "AdministratorAccess",
        "/",
        "ANPAIWMBCKSKIEE64ZLYK",
        include_str!("aws_managed/AdministratorAccess.json"),
    ),
    ("PowerUserAccess", "/", "ANPAJYRXTHIB4FOVS3ZXS", include_str!("aws_managed/PowerUserAccess.json")),
    ("IAMFullAccess", "/", "ANPAI7XKCFMBPM3QQRRVQ", include_str!("aws_managed/IAMFullAccess.json")),
    ("IAMReadOnlyAccess", "/", "ANPAJKSO7NDY4T57MWDSQ", include_str!("aws_managed/IAMReadOnlyAccess.json")),
    (
        "IAMUserChangePassword",
        "/",
        "ANPAJ4L4MM2A7QIEB56MS",
        include_str!("aws_managed/IAMUserChangePassword.json"),
    ),
    ("AmazonS3FullAccess", "/", "ANPAIFIR6V6BVTRAHWINE", include_str!("aws_managed/AmazonS3FullAccess.json")),
    (
        "AmazonS3ReadOnlyAccess",
        "/",
        "ANPAIZTJ4DXE7G6AGAE6M",
        include_str!("aws_managed/AmazonS3ReadOnlyAccess.json"),
    ),
    ("AWSDenyAll", "/", "ANPA4ZPY6H3JUQLHAGVOX", include_str!("aws_managed/AWSDenyAll.json")),
];

static POLICIES: LazyLock<Vec<AwsManagedPolicy>> = LazyLock::new(|| {
    let parsed = SOURCES.iter().filter_map(|(name, path, id, text)| {
        let arn = format!("{ARN_PREFIX}{path}{name}");
        // a test shows that each one parses
        let policy = Policy::parse(Kind::Managed, text).ok()?.with_source(arn, SourceType::AwsManaged);
        Some(AwsManagedPolicy { name, path, id, text, policy: Arc::new(policy) })
    });
    parsed.collect()
});

/// All of them, by name.
pub fn all() -> &'static [AwsManagedPolicy] {
    &POLICIES
}

/// One by ARN.
pub fn find(arn: &str) -> Option<&'static AwsManagedPolicy> {
    let name = arn.strip_prefix(ARN_PREFIX)?;
    POLICIES.iter().find(|managed| name.strip_prefix(managed.path) == Some(managed.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_parses() {
        assert_eq!(all().len(), SOURCES.len());
    }

    #[test]
    fn found_by_exact_arn_only() {
        assert!(find("arn:aws:iam::aws:policy/AdministratorAccess").is_some());
        for wrong in [
            "arn:aws:iam::aws:policy/administratoraccess",
            "arn:aws:iam::aws:policy/x/AdministratorAccess",
            "arn:aws:iam::111122223333:policy/AdministratorAccess",
        ] {
            assert!(find(wrong).is_none(), "{wrong}");
        }
    }
}
