use identity::{KeyOwner, arn};

use super::users;
use crate::authorise::{Access, unknown_key};
use crate::call::Call;
use crate::operation::Row;
use crate::permit::Granted;

/// An access key whose last use is asked about.
pub(crate) struct UsedKey {
    /// Name of the user who owns it; root has none.
    pub user_name: Option<String>,
}

/// An access key of the account, by id. A key that is unknown, another account's, or not the caller's to ask about is denied
/// in one text, which tells nothing of the keys that exist.
pub(crate) fn used_key<'a>(call: &Call<'a, '_>, row: &Row, id: &str) -> Granted<'a, UsedKey> {
    let (action, account) = (row.action(), call.account());
    let denied = || unknown_key(&call.caller.arn(), action, id);
    let state = call.state();
    let key = state.access_key(id).filter(|key| key.account == account).ok_or_else(denied)?;
    let user = match &key.owner {
        KeyOwner::User(id) => state.user(id).cloned(),
        KeyOwner::Root => None,
    };
    let user_name = user.as_ref().map(|user| user.name.clone());
    let access = match user {
        Some(user) => users::access(action, account, &user.name.clone(), &Ok(user)),
        None => Access::to(action, arn::root(account), account),
    };
    call.authorise_or(&access, UsedKey { user_name }, |_| denied())
}
