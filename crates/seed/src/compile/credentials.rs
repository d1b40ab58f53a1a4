use identity::AccountId;
use identity::plan::{GivenKey, NewDevice, Step};
use secret::{Secret, id};

use super::{Compiler, Phase};
use crate::keys;
use crate::reader::Fields;
use crate::request::Kind;

impl Compiler<'_> {
    /// Access keys and MFA devices of a user.
    pub(super) fn credentials(&mut self, account: AccountId, user: &str, fields: &Fields) {
        for field in self.reader.list(fields, "access_keys") {
            let Some(fields) = self.reader.mapping(&field, keys::ACCESS_KEY) else { continue };
            let active = fields.get("active").and_then(|field| self.reader.switch(&field)).unwrap_or(true);
            if let Some(key) = self.key_pair(&fields) {
                let step = Step::AccessKey { account, user: user.to_owned(), key, active };
                self.step(Phase::Relation, step, &field.at);
            }
        }
        for field in self.reader.list(fields, "mfa") {
            let Some(fields) = self.reader.mapping(&field, keys::DEVICE) else { continue };
            let path = self.path(Kind::Device, &fields);
            let tags = self.tags(Kind::Device, &fields);
            let name = match fields.get("name") {
                Some(_) => self.name(Kind::Device, &fields).map(|(name, _)| name),
                None => Some(user.to_owned()),
            };
            let (Some(name), Some(seed)) = (name, self.seed_of_device(&fields)) else { continue };
            let new = NewDevice { account, user: user.to_owned(), name, path, seed, tags };
            self.step(Phase::Relation, Step::Device(new), &field.at);
        }
    }

    /// Id and secret of an access key, in AWS's forms. No message shows a secret.
    pub(super) fn key_pair(&mut self, fields: &Fields) -> Option<GivenKey> {
        let id = self.reader.required(fields, "id");
        let secret = self.reader.required(fields, "secret");
        let ((id, id_at), (secret, secret_at)) = (id?, secret?);
        let secret = Secret::new(secret);
        if !id::is_access_key_id(&id) {
            let remedy = "write AKIA and sixteen characters of A to Z and 2 to 7";
            self.reader.fault(&id_at, "it has not the form of an access key id", remedy);
        }
        if !id::is_secret_access_key(secret.expose()) {
            let remedy =
                "write forty characters of letters, digits, + and /: `openssl rand -base64 30` prints some";
            self.reader.fault(&secret_at, "it has not the form of a secret access key", remedy);
        }
        Some(GivenKey { id, secret })
    }

    fn seed_of_device(&mut self, fields: &Fields) -> Option<Secret<Vec<u8>>> {
        let (text, at) = self.reader.required(fields, "seed")?;
        let text = Secret::new(text);
        let seed = id::mfa_seed_from_base32(text.expose());
        if seed.is_none() {
            let remedy = "write 64 characters of A to Z and 2 to 7: `head -c 40 /dev/urandom | base32 -w0` prints some";
            self.reader.fault(&at, "it has not the form of a seed", remedy);
        }
        seed
    }
}
