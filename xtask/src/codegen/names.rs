//! Model names as Rust names.

/// Words that Rust keeps for itself and that members are called.
const KEYWORDS: [&str; 1] = ["type"];

/// `VirtualMFADeviceName` → `virtual_mfa_device_name`
pub(super) fn field(name: &str) -> String {
    let snake = words(name).join("_");
    if KEYWORDS.contains(&snake.as_str()) { format!("r#{snake}") } else { snake }
}

/// `tagListType` → `TAG_LIST_TYPE`
pub(super) fn constant(name: &str) -> String {
    words(name).join("_").to_uppercase()
}

/// `statusType` → `StatusType`; the rest of the name stays as the model has it.
pub(super) fn type_name(name: &str) -> String {
    capitalised(name)
}

/// `IN_PROGRESS` → `InProgress`, `text/csv` → `TextCsv`
pub(super) fn variant(value: &str) -> String {
    words(value).iter().map(|word| capitalised(word)).collect()
}

fn capitalised(word: &str) -> String {
    let mut rest = word.chars();
    rest.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(rest).collect()
}

/// Splits at anything that is no letter or digit, before a capital after a small letter or digit, and before the last
/// capital of several when a small letter follows.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, &c) in letters.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            words.push(String::new());
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or('_');
        let after = letters.get(at + 1).copied().unwrap_or('_');
        let starts = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
