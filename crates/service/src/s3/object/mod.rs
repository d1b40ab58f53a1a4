//! Operations on objects, multipart uploads apart.

pub(super) mod copy_object;
pub(super) mod delete_object;
pub(super) mod delete_objects;
pub(super) mod get_object;
pub(super) mod get_object_attributes;
pub(super) mod put_object;
