/// Reads an account id from the command line.
///
/// # Errors
/// If it is not twelve digits.
pub(crate) fn account_id(text: &str) -> Result<String, String> {
    match identity::AccountId::parse(text) {
        Some(id) => Ok(id.to_string()),
        None => Err("an account id is twelve digits, such as 111122223333".to_owned()),
    }
}
