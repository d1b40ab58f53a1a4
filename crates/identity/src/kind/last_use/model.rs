use crate::Time;

/// When, where and for what an access key was last used. Kept apart from the key: it is written late and in bulk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The key.
    pub access_key_id: String,
    /// When.
    pub time: Time,
    /// Service name as AWS shows it: `iam`, `sts`, `s3`.
    pub service: String,
    /// Region of the credential scope.
    pub region: String,
}

/// When and where a role was last used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleUse {
    /// Unique id of the role.
    pub role_id: String,
    /// When.
    pub time: Time,
    /// Region of the credential scope.
    pub region: String,
}
