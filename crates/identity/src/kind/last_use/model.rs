use crate::Time;

/// Time, region and service of the last use of an access key. Kept apart from the key: it is written late and in bulk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The key.
    pub access_key_id: String,
    /// Time of the use.
    pub time: Time,
    /// Service name as AWS shows it: `iam`, `sts`, `s3`.
    pub service: String,
    /// Region of the credential scope.
    pub region: String,
}

/// Time and region of the last use of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleUse {
    /// Unique id of the role.
    pub role_id: String,
    /// Time of the use.
    pub time: Time,
    /// Region of the credential scope.
    pub region: String,
}
