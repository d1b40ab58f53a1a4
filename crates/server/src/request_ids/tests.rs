use std::collections::HashSet;

use super::RequestIds;
use crate::entropy::OsEntropy;

#[test]
fn ids_differ_within_a_generator_and_between_two() {
    let (one, other) = (RequestIds::new(&mut OsEntropy), RequestIds::new(&mut OsEntropy));
    let ids: HashSet<_> = (0..1000).flat_map(|_| [one.next(), other.next()]).collect();
    assert_eq!(ids.len(), 2000);
}
