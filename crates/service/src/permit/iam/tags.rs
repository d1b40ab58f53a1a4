//! Permits to tag and untag. Policies see the tags that a request sets as `aws:RequestTag/KEY`, and the keys of those that it
//! sets or removes as `aws:TagKeys`.

use identity::command::Tagged;
use identity::{Tag, TagSet};

use super::{devices, roles, users};
use crate::authorise::Access;
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;

/// Tags as given.
pub(super) fn read(tags: &[wire::iam::Tag]) -> TagSet {
    TagSet(tags.iter().map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect())
}

/// Tags that a resource is to get.
pub(crate) struct Tagging {
    /// The resource.
    pub resource: Tagged,
    /// The tags.
    pub tags: TagSet,
}

/// Tags that a resource is to lose.
pub(crate) struct Untagging {
    /// The resource.
    pub resource: Tagged,
    /// The tags' keys.
    pub keys: Vec<String>,
}

/// Defines the permits to tag and untag one kind of resource: its own permit, and the reference to it that commands take.
macro_rules! taggable {
    ($($(#[$doc:meta])* $tagged:ident, $untagged:ident: $with:path => $reference:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $tagged<'a>(
            call: &Call<'a, '_>,
            row: &Row,
            name: &str,
            tags: &[wire::iam::Tag],
        ) -> Granted<'a, Tagging> {
            let tags = read(tags);
            let permit = $with(call, row, name, |access: Access| access.request_tags(&tags))?;
            Ok(permit.map(|found| Tagging { resource: $reference(&found), tags }))
        }

        $(#[$doc])*
        pub(crate) fn $untagged<'a>(
            call: &Call<'a, '_>,
            row: &Row,
            name: &str,
            keys: &[String],
        ) -> Granted<'a, Untagging> {
            let with_keys =
                |access: Access| access.with_list("aws:TagKeys", keys.iter().map(String::as_str));
            let permit = $with(call, row, name, with_keys)?;
            Ok(permit.map(|found| Untagging { resource: $reference(&found), keys: keys.to_vec() }))
        }
    )*};
}

taggable! {
    /// Tags of a user.
    tagged_user, untagged_user: users::with => |user: &identity::User| Tagged::User(user.reference());
    /// Tags of a role.
    tagged_role, untagged_role: roles::with => |role: &identity::Role| Tagged::Role(role.reference());
    /// Tags of a virtual MFA device.
    tagged_device, untagged_device: devices::with =>
        |device: &identity::Device| Tagged::Device(device.reference());
}
