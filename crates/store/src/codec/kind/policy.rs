use identity::{Document, ManagedPolicy, PolicyVersion, Time};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;
use crate::codec::part::{self, Tags, account_id, tags};

#[derive(Serialize, Deserialize)]
pub(super) struct Shape {
    account: String,
    id: String,
    name: String,
    path: String,
    description: Option<String>,
    versions: Vec<VersionShape>,
    default_version: u32,
    next_version: u32,
    tags: Tags,
    created: u64,
    updated: u64,
}

#[derive(Serialize, Deserialize)]
struct VersionShape {
    number: u32,
    text: String,
    created: u64,
}

impl Stored for ManagedPolicy {
    type Shape = Shape;
    const PREFIX: &'static str = "policy";

    fn shape(&self) -> Shape {
        let version = |version: &PolicyVersion| VersionShape {
            number: version.number,
            text: version.text().to_string(),
            created: version.created.millis(),
        };
        Shape {
            account: self.account.to_string(),
            id: self.id.clone(),
            name: self.name.clone(),
            path: self.path.clone(),
            description: self.description.clone(),
            versions: self.versions.iter().map(version).collect(),
            default_version: self.default_version,
            next_version: self.next_version,
            tags: part::tags_shape(&self.tags),
            created: self.created.millis(),
            updated: self.updated.millis(),
        }
    }

    fn restore(shape: Shape) -> Result<Self, CodecError> {
        let account = account_id(&shape.account)?;
        let version = |version: VersionShape| PolicyVersion {
            number: version.number,
            document: Document::new(&version.text),
            created: Time::from_millis(version.created),
        };
        Ok(Self {
            account,
            versions: shape.versions.into_iter().map(version).collect(),
            id: shape.id,
            name: shape.name,
            path: shape.path,
            description: shape.description,
            default_version: shape.default_version,
            next_version: shape.next_version,
            tags: tags(shape.tags),
            created: Time::from_millis(shape.created),
            updated: Time::from_millis(shape.updated),
        })
    }
}
