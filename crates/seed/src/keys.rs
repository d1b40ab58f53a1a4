//! Keys of each mapping of a seed, as `docs/seed.schema.json` has them.

pub(crate) const SEED: &[&str] = &["version", "accounts"];
pub(crate) const ACCOUNT: &[&str] = &[
    "name",
    "id",
    "alias",
    "admin_key",
    "root_key",
    "quotas",
    "policies",
    "groups",
    "users",
    "roles",
    "buckets",
];
pub(crate) const POLICY: &[&str] = &["name", "path", "description", "document", "tags"];
pub(crate) const GROUP: &[&str] = &["name", "path", "attach", "inline"];
pub(crate) const USER: &[&str] =
    &["name", "path", "tags", "boundary", "groups", "attach", "inline", "access_keys", "mfa"];
pub(crate) const ROLE: &[&str] =
    &["name", "path", "tags", "trust", "description", "max_session_duration", "boundary", "attach", "inline"];
pub(crate) const KEY: &[&str] = &["id", "secret"];
pub(crate) const ACCESS_KEY: &[&str] = &["id", "secret", "active"];
pub(crate) const DEVICE: &[&str] = &["name", "path", "seed", "tags"];
pub(crate) const BUCKET: &[&str] = &["name", "region", "folder", "prefix", "objects"];
pub(crate) const OBJECT: &[&str] = &["key", "text", "file"];
pub(crate) const FILE: &[&str] = &["file"];

/// Every kind of mapping, by its name in the schema.
#[cfg(test)]
pub(crate) const ALL: &[(&str, &[&str])] = &[
    ("seed", SEED),
    ("account", ACCOUNT),
    ("policy", POLICY),
    ("group", GROUP),
    ("user", USER),
    ("role", ROLE),
    ("key", KEY),
    ("access_key", ACCESS_KEY),
    ("device", DEVICE),
    ("bucket", BUCKET),
    ("object", OBJECT),
    ("file", FILE),
];
