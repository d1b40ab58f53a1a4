//! AWS managed policies, which exist in every account under `arn:aws:iam::aws:policy/`. Only those are here that samples,
//! tutorials and tests attach, with AWS's published documents; others are unknown.

use std::sync::{Arc, LazyLock};

use policy::{Kind, Policy, SourceType};

use crate::Time;

/// One policy managed by AWS.
pub struct AwsManagedPolicy {
    /// Its name.
    pub name: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Its unique id.
    pub id: &'static str,
    /// AWS's words on it.
    pub description: &'static str,
    /// Number of the version in force, the only one here.
    pub version: u32,
    /// Time at which AWS made the policy.
    pub created: Time,
    /// Time at which AWS made the version in force.
    pub updated: Time,
    /// The document in force.
    pub text: &'static str,
    /// The same, parsed.
    pub policy: Arc<Policy>,
}

impl AwsManagedPolicy {
    /// Its ARN: `arn:aws:iam::aws:policy/path/name`.
    pub fn arn(&self) -> String {
        format!("{ARN_PREFIX}{}{}", self.path, self.name)
    }
}

/// First part of the ARN of every such policy, up to its path.
pub const ARN_PREFIX: &str = "arn:aws:iam::aws:policy";

/// Published properties of one policy.
struct Source {
    name: &'static str,
    id: &'static str,
    description: &'static str,
    version: u32,
    /// seconds since 1970
    created: u64,
    /// seconds since 1970
    updated: u64,
    text: &'static str,
}

/// As AWS has them in February 2026; the path of each is `/`.
const SOURCES: &[Source] = &[
    // 2015-02-06T18:39:46Z, 2015-02-06T18:39:46Z
    Source {
        name: "AdministratorAccess",
        id: "ANPAIWMBCKSKIEE64ZLYK",
        description: "Provides full access to AWS services and resources.",
        version: 1,
        created: 1_423_247_986,
        updated: 1_423_247_986,
        text: include_str!("aws_managed/AdministratorAccess.json"),
    },
    // 2015-02-06T18:39:47Z, 2026-02-12T17:59:14Z
    Source {
        name: "PowerUserAccess",
        id: "ANPAJYRXTHIB4FOVS3ZXS",
        description: "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
        version: 12,
        created: 1_423_247_987,
        updated: 1_770_919_154,
        text: include_str!("aws_managed/PowerUserAccess.json"),
    },
    // 2015-02-06T18:40:38Z, 2019-06-21T19:40:00Z
    Source {
        name: "IAMFullAccess",
        id: "ANPAI7XKCFMBPM3QQRRVQ",
        description: "Provides full access to IAM via the AWS Management Console.",
        version: 2,
        created: 1_423_248_038,
        updated: 1_561_146_000,
        text: include_str!("aws_managed/IAMFullAccess.json"),
    },
    // 2015-02-06T18:40:39Z, 2018-01-25T19:11:27Z
    Source {
        name: "IAMReadOnlyAccess",
        id: "ANPAJKSO7NDY4T57MWDSQ",
        description: "Provides read only access to IAM via the AWS Management Console.",
        version: 4,
        created: 1_423_248_039,
        updated: 1_516_907_487,
        text: include_str!("aws_managed/IAMReadOnlyAccess.json"),
    },
    // 2016-11-15T00:25:16Z, 2026-02-12T17:58:57Z
    Source {
        name: "IAMUserChangePassword",
        id: "ANPAJ4L4MM2A7QIEB56MS",
        description: "Provides the ability for an IAM user to change their own password.",
        version: 5,
        created: 1_479_169_516,
        updated: 1_770_919_137,
        text: include_str!("aws_managed/IAMUserChangePassword.json"),
    },
    // 2015-02-06T18:40:58Z, 2021-09-27T20:16:37Z
    Source {
        name: "AmazonS3FullAccess",
        id: "ANPAIFIR6V6BVTRAHWINE",
        description: "Provides full access to all buckets via the AWS Management Console.",
        version: 2,
        created: 1_423_248_058,
        updated: 1_632_773_797,
        text: include_str!("aws_managed/AmazonS3FullAccess.json"),
    },
    // 2015-02-06T18:40:59Z, 2023-08-10T21:31:39Z
    Source {
        name: "AmazonS3ReadOnlyAccess",
        id: "ANPAIZTJ4DXE7G6AGAE6M",
        description: "Provides read only access to all buckets via the AWS Management Console.",
        version: 3,
        created: 1_423_248_059,
        updated: 1_691_703_099,
        text: include_str!("aws_managed/AmazonS3ReadOnlyAccess.json"),
    },
    // 2019-05-01T22:36:14Z, 2023-12-18T16:42:05Z
    Source {
        name: "AWSDenyAll",
        id: "ANPA4ZPY6H3JUQLHAGVOX",
        description: "Deny all access.",
        version: 2,
        created: 1_556_750_174,
        updated: 1_702_917_725,
        text: include_str!("aws_managed/AWSDenyAll.json"),
    },
];

static POLICIES: LazyLock<Vec<AwsManagedPolicy>> = LazyLock::new(|| {
    let parsed = SOURCES.iter().filter_map(|source| {
        let &Source { name, id, description, version, created, updated, text } = source;
        let (path, arn) = ("/", format!("{ARN_PREFIX}/{name}"));
        // a test shows that each one can be read
        let policy = Policy::read(Kind::AwsManaged, text).ok()?.with_source(arn, SourceType::AwsManaged);
        let policy = Arc::new(policy);
        let (created, updated) = (Time::from_seconds(created), Time::from_seconds(updated));
        Some(AwsManagedPolicy { name, path, id, description, version, created, updated, text, policy })
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
