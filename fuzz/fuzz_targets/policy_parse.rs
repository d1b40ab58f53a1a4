//! Documents of every kind: no panic; what may be saved can be read back; and the findings agree about refusals.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy::{Kind, Policy, check};

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let kinds: Vec<Kind> = Kind::all().collect();
    let kind = kinds[usize::from(*first) % kinds.len()];
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let saved = Policy::parse(kind, text);
    let report = check(kind, text);
    assert_eq!(
        report.refusal.as_ref().map(|refusal| refusal.message()),
        saved.as_ref().err().map(|error| error.message())
    );
    match &saved {
        Ok(policy) => {
            assert!(!policy.statements().is_empty());
            assert!(Policy::read(kind, text).is_ok(), "what may be saved can be read");
            assert!(policy.context_keys().count() <= text.len());
            assert!(policy.principal_entries().count() <= text.len());
            let _public = policy.is_public();
            let _fits = policy.check_bucket("bucket");
        }
        Err(error) => {
            assert!(!error.message().is_empty());
            let lines = u32::try_from(text.split('\n').count()).unwrap();
            assert!(error.position().is_none_or(|at| at.line <= lines && at.column >= 1));
        }
    }
    for finding in report.findings {
        assert!(!finding.to_string().is_empty());
    }
});
