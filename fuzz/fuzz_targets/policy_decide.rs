//! Inputs of `policy decide` against the plain evaluator of the tests: random bytes choose the case, or are one.
#![no_main]

#[path = "../../crates/policy/tests/generate/mod.rs"]
mod generate;
#[path = "../../crates/policy/tests/reference/mod.rs"]
mod reference;

use generate::Random;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let output = policy::interchange::decide_line(text);
        let output: Value = serde_json::from_str(&output).unwrap();
        assert_ne!(output.get("decision").is_some(), output.get("error").is_some());
        let _cases = policy::interchange::run_cases(text, &|_| Err("no files here".into()));
    }
    let Some(seed) = data.first_chunk::<8>() else { return };
    let input = generate::input(&mut Random::new(u64::from_le_bytes(*seed)));
    let output: Value = serde_json::from_str(&policy::interchange::decide_line(&input.to_string())).unwrap();
    let expected = reference::evaluate(&input);
    assert_eq!(output["decision"], expected.decision.as_str(), "{input}");
    let mut blocked_by: Vec<&str> =
        output["blockedBy"].as_array().unwrap().iter().map(|layer| layer.as_str().unwrap()).collect();
    blocked_by.sort_unstable();
    assert_eq!(blocked_by, expected.blocked_by, "{input}");
    let explained = policy::interchange::explain_line_as_json(&input.to_string()).unwrap();
    let explained: Value = serde_json::from_str(&explained).unwrap();
    assert_eq!(explained["decision"], output["decision"]);
});
