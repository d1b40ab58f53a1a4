use data_encoding::HEXLOWER;
use secret::id::{Prefix, unique_id};

use crate::kind::access_key::commands::new_key;
use crate::refusal::{Entity, Quota, Refusal};
use crate::{
    AccessKey, Account, AccountId, AttachedPolicies, Command, KeyOwner, QuotaName, Quotas, TagSet, Tx, User,
    aws_managed, limits,
};

/// Name of the IAM user that every account begins with.
pub const ADMIN_USER: &str = "admin";

/// Makes an account with its root user and an IAM user `admin` that may do everything.
pub struct CreateAccount {
    /// The operator's name for it; unique in the installation.
    pub name: String,
    /// Twelve digits; random if not given.
    pub id: Option<AccountId>,
    /// True if the root user gets an access key.
    pub root_key: bool,
}

/// Records that [`CreateAccount`] made.
pub struct CreatedAccount {
    /// The account.
    pub account: Account,
    /// Its `admin` user.
    pub admin: User,
    /// The admin's access key.
    pub admin_key: AccessKey,
    /// The root user's access key, if asked for.
    pub root_key: Option<AccessKey>,
}

impl Command for CreateAccount {
    type Answer = CreatedAccount;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<CreatedAccount, Refusal> {
        if tx.state.account_named(&self.name).is_some() {
            return Err(Refusal::AlreadyExists(Entity::Account, self.name.clone()));
        }
        let id = match self.id {
            Some(id) if tx.state.is_taken(id) => {
                return Err(Refusal::AlreadyExists(Entity::Account, id.to_string()));
            }
            Some(id) => id,
            None => unused_id(tx),
        };
        let now = tx.now.truncated();
        let mut canonical = [0; 32];
        tx.entropy.fill(&mut canonical);
        let account = Account {
            id,
            name: self.name.clone(),
            alias: None,
            canonical_user_id: HEXLOWER.encode(&canonical),
            created: now,
            quotas: Quotas::default(),
            ended: None,
        };
        let admin = User {
            account: id,
            id: unique_id(Prefix::User, tx.entropy),
            name: ADMIN_USER.to_owned(),
            path: "/".to_owned(),
            created: now,
            tags: TagSet::default(),
            permissions_boundary: None,
            policies: AttachedPolicies {
                managed: vec![format!("{}/AdministratorAccess", aws_managed::ARN_PREFIX)],
                ..AttachedPolicies::default()
            },
            groups: Default::default(),
        };
        let admin_key = new_key(tx, id, KeyOwner::User(admin.id.clone()));
        let root_key = self.root_key.then(|| new_key(tx, id, KeyOwner::Root));
        tx.put(account.clone());
        tx.put(admin.clone());
        tx.put(admin_key.clone());
        if let Some(key) = &root_key {
            tx.put(key.clone());
        }
        Ok(CreatedAccount { account, admin, admin_key, root_key })
    }
}

/// A random account id that is not taken and has no leading zero, which spreadsheets and YAML files lose.
fn unused_id(tx: &mut Tx<'_>) -> AccountId {
    loop {
        let mut bytes = [0; 8];
        tx.entropy.fill(&mut bytes);
        let number = 100_000_000_000 + u64::from_be_bytes(bytes) % 900_000_000_000;
        if let Some(id) = AccountId::from_number(number)
            && !tx.state.is_taken(id)
        {
            return id;
        }
    }
}

/// Gives the account its alias, unique in the installation.
pub struct CreateAccountAlias {
    /// The account.
    pub account: AccountId,
    /// 3 to 63 characters.
    pub alias: String,
}

impl Command for CreateAccountAlias {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let account = tx.state.account(self.account).ok_or(Refusal::CallerGone)?;
        if tx.state.account_with_alias(&self.alias).is_some() {
            return Err(Refusal::AlreadyExists(Entity::AccountAlias, self.alias.clone()));
        }
        // an account has one alias: a new one takes the old one's place
        tx.put(Account { alias: Some(self.alias.clone()), ..Account::clone(account) });
        Ok(())
    }
}

/// Takes the account's alias away.
pub struct DeleteAccountAlias {
    /// The account.
    pub account: AccountId,
    /// The alias it has now.
    pub alias: String,
}

impl Command for DeleteAccountAlias {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let account = tx.state.account(self.account).ok_or(Refusal::CallerGone)?;
        if account.alias.as_deref() != Some(self.alias.as_str()) {
            return Err(Refusal::NoSuchEntity(Entity::AccountAlias, self.alias.clone()));
        }
        tx.put(Account { alias: None, ..Account::clone(account) });
        Ok(())
    }
}

/// Sets quotas of an account, or takes them back to their defaults. Entities that exist stay, also past a quota.
pub struct SetQuotas {
    /// The account.
    pub account: AccountId,
    /// Quota and value; `None` is the default.
    pub values: Vec<(QuotaName, Option<u64>)>,
}

impl Command for SetQuotas {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let account = tx.state.account(self.account).ok_or(Refusal::CallerGone)?;
        let mut account = Account::clone(account);
        for &(quota, value) in &self.values {
            if value.is_some_and(|value| value > quota.most()) {
                let most = usize::try_from(quota.most()).unwrap_or(usize::MAX);
                return Err(Refusal::LimitExceeded(Quota::Named(quota.key(), most)));
            }
            account.quotas.set(quota, value);
        }
        tx.put(account);
        Ok(())
    }
}

/// The quota of aliases is what makes a second one replace the first.
const _: () = assert!(limits::ALIASES_PER_ACCOUNT == 1);
