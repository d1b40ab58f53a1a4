use identity::{AccountId, QuotaName};
use objects::{BucketName, Key, MAX_OBJECT_BYTES, MAX_REGION_BYTES};

use super::Compiler;
use crate::model::{Content, NewBucket, NewObject};
use crate::reader::{At, Field, Fields};
use crate::{keys, limits};

impl Compiler<'_> {
    /// The buckets of an account with these quotas. Objects are stored before the plan is carried out, so what they need is
    /// counted here.
    pub(super) fn buckets(&mut self, owner: AccountId, fields: &Fields, quotas: &[(QuotaName, u64)]) {
        let most_of = |name: QuotaName| {
            let given = quotas.iter().rev().find(|(quota, _)| *quota == name);
            given.map_or(name.default_value(), |(_, most)| *most)
        };
        let mut uses = [(QuotaName::Objects, 0_u64), (QuotaName::ObjectBytes, 0_u64)];
        for field in self.reader.list(fields, "buckets") {
            let Some(bucket) = self.bucket(owner, &field) else { continue };
            let bytes = bucket.objects.iter().fold(0_u64, |sum, object| sum.saturating_add(object.bytes));
            for ((quota, used), more) in uses.iter_mut().zip([bucket.objects.len() as u64, bytes]) {
                let most = most_of(*quota);
                let had_room = *used <= most;
                *used = used.saturating_add(more);
                // told once, at the bucket that is too much
                if had_room && *used > most {
                    let (key, unit) = (quota.key(), quota.unit());
                    let problem =
                        format!("with it the account has {used} {unit}, and its quota {key} is {most}");
                    self.reader.fault(&field.at, problem, "use less, or raise the quota under quotas");
                }
            }
            self.compiled.buckets.push(bucket);
        }
    }

    fn bucket(&mut self, owner: AccountId, field: &Field) -> Option<NewBucket> {
        let fields = self.reader.mapping(field, keys::BUCKET)?;
        let (text, at) = self.reader.required(&fields, "name")?;
        let name = BucketName::parse(&text).ok();
        if name.is_none() {
            let remedy = "write 3 to 63 lower-case letters, digits, dots and hyphens";
            self.reader.fault(&at, "it is not the name of a bucket", remedy);
        }
        if !self.bucket_names.insert(text) {
            let remedy = "give each bucket a name of its own: they are shared by all accounts";
            self.reader.fault(&at, "there is a bucket of that name already", remedy);
        }
        let region = self.region(&fields);
        let mut objects = self.folder(&fields);
        for object in self.reader.list(&fields, "objects") {
            objects.extend(self.object(&object));
        }
        self.objects = self.objects.saturating_add(objects.len());
        if self.objects > limits::OBJECTS {
            let problem = format!("there are more than {} objects", limits::OBJECTS);
            self.reader.fault(&field.at, problem, "put the others with an S3 client");
        }
        let mut seen = std::collections::HashSet::new();
        if let Some(twice) = objects.iter().find(|object| !seen.insert(object.key.as_str())) {
            let problem = format!("there are two objects {}", twice.key);
            self.reader.fault(&field.at, problem, "give each object a key of its own");
        }
        Some(NewBucket { name: name?, owner, region, objects, at: field.at.place })
    }

    fn region(&mut self, fields: &Fields) -> Option<String> {
        let field = fields.get("region")?;
        let region = self.reader.text(&field)?;
        let right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if region.len() > MAX_REGION_BYTES || !region.bytes().all(right) {
            self.reader.fault(&field.at, "it is not the name of a region", "write one such as eu-west-1");
        }
        Some(region)
    }

    /// The files of a folder, each under its path from there, behind the prefix.
    fn folder(&mut self, fields: &Fields) -> Vec<NewObject> {
        let prefix = self.reader.optional(fields, "prefix").unwrap_or_default();
        let Some(field) = fields.get("folder") else { return Vec::new() };
        let Some(path) = self.reader.text(&field) else { return Vec::new() };
        let files = match self.files.folder(&path, limits::OBJECTS) {
            Ok(files) => files,
            Err(error) => {
                let problem = format!("the folder {path} cannot be read: {error}");
                let remedy = "name a folder by its path from the seed's own directory";
                self.reader.fault(&field.at, problem, remedy);
                return Vec::new();
            }
        };
        let objects = files.into_iter().filter_map(|file| {
            let key = self.key(&format!("{prefix}{}", file.name), &field.at)?;
            self.size(file.bytes, &file.name, &field.at);
            Some(NewObject { key, content: Content::File(file.path), bytes: file.bytes })
        });
        objects.collect()
    }

    fn object(&mut self, field: &Field) -> Option<NewObject> {
        let fields = self.reader.mapping(field, keys::OBJECT)?;
        let (key, at) = self.reader.required(&fields, "key")?;
        let key = self.key(&key, &at);
        let (content, bytes) = match (fields.get("text"), fields.get("file")) {
            (Some(text), None) => {
                let text = self.reader.text(&text)?;
                let bytes = text.len() as u64;
                (Content::Text(text), bytes)
            }
            (None, Some(file)) => {
                let name = self.reader.text(&file)?;
                match self.files.file(&name) {
                    Ok(found) => {
                        self.size(found.bytes, &name, &file.at);
                        (Content::File(found.path), found.bytes)
                    }
                    Err(error) => {
                        let problem = format!("the file {name} cannot be read: {error}");
                        let remedy = "name a file by its path from the seed's own directory";
                        self.reader.fault(&file.at, problem, remedy);
                        return None;
                    }
                }
            }
            _ => {
                self.reader.fault(&field.at, "an object has either text or file", "give one of them");
                return None;
            }
        };
        Some(NewObject { key: key?, content, bytes })
    }

    fn key(&mut self, text: &str, at: &At) -> Option<Key> {
        match Key::parse(text) {
            Ok(key) => Some(key),
            Err(error) => {
                self.reader.fault(at, format!("{text:?} is no key of an object: {error}"), "choose another");
                None
            }
        }
    }

    fn size(&mut self, bytes: u64, name: &str, at: &At) {
        if bytes > MAX_OBJECT_BYTES {
            let problem = format!("{name} has more than {MAX_OBJECT_BYTES} bytes");
            self.reader.fault(at, problem, "upload it in parts, with an S3 client");
        }
    }
}
