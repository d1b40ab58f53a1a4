//! Validation errors of single operations as recordings of AWS show them, where they differ from the model's.

/// An operation, a member, and the sentence that stands for the whole error where its pattern alone is broken. Recorded in
/// February 2026.
const SENTENCES: [(&str, &str, &str); 1] = [(
    "CreateVirtualMFADevice",
    "path",
    "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or \
     / characters.",
)];

/// An operation, and its members in the order in which their violations are told.
const ORDERS: [(&str, &[&str]); 2] = [
    ("UpdateAccountPasswordPolicy", &["minimumPasswordLength", "passwordReusePrevention", "maxPasswordAge"]),
    ("CreateOpenIDConnectProvider", &["clientIDList", "thumbprintList", "url"]),
];

/// The sentence for a broken pattern of a member.
pub(super) fn sentence(operation: &str, path: &str) -> Option<&'static str> {
    let (_, _, sentence) =
        SENTENCES.iter().find(|(name, member, _)| *name == operation && *member == path)?;
    Some(sentence)
}

/// The place of a member's violations among those of its operation; members that nothing is recorded of keep the model's
/// order behind the others.
pub(super) fn place(operation: &str, path: &str) -> usize {
    let member = path.split('.').next().unwrap_or_default();
    let order = ORDERS.iter().find(|(name, _)| *name == operation).map_or(&[][..], |(_, order)| order);
    order.iter().position(|known| *known == member).unwrap_or(order.len())
}
