//! The crate against the plain evaluator, on random inputs.

use crate::generate::{self, Random};
use crate::reference::{self, Answer};
use serde_json::Value;

/// `OSTIARY_POLICY_CASES` says how many cases a longer run makes, `OSTIARY_POLICY_SEED` from where.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn answer_of(output: &Value) -> Answer {
    let mut blocked_by: Vec<String> =
        output["blockedBy"].as_array().unwrap().iter().map(|layer| layer.as_str().unwrap().into()).collect();
    blocked_by.sort();
    Answer { decision: output["decision"].as_str().unwrap().into(), blocked_by }
}

#[test]
fn decisions_equal_those_of_the_plain_evaluator() {
    let (count, seed) = (setting("OSTIARY_POLICY_CASES", 12_000), setting("OSTIARY_POLICY_SEED", 1));
    let mut outcomes = std::collections::BTreeMap::new();
    for case in 0..count {
        let mut random = Random::new(seed.wrapping_mul(0x1_0000_0000).wrapping_add(case));
        let input = generate::input(&mut random);
        let line = input.to_string();
        let output: Value = serde_json::from_str(&policy::interchange::decide_line(&line)).unwrap();
        assert!(output.get("error").is_none(), "case {case}: {output}\n{line}");
        let (ours, theirs) = (answer_of(&output), reference::evaluate(&input));
        assert_eq!(ours, theirs, "case {case}:\n{line}\n{output}");
        *outcomes.entry(ours.decision).or_insert(0u64) += 1;
    }
    // The generator would be of little use if nearly everything came out the same.
    for outcome in ["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"] {
        assert!(outcomes.get(outcome).copied().unwrap_or(0) * 12 > count, "{outcomes:?}");
    }
}

#[test]
fn explanations_agree_with_decisions() {
    for case in 0..setting("OSTIARY_POLICY_CASES", 1_500) {
        let input = generate::input(&mut Random::new(case + 77));
        let line = input.to_string();
        let output: Value = serde_json::from_str(&policy::interchange::decide_line(&line)).unwrap();
        let json = policy::interchange::explain_line_as_json(&line).unwrap();
        let explained: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(explained["decision"], output["decision"], "{line}");
        assert_eq!(explained["blockedBy"], output["blockedBy"], "{line}");
        for layer in explained["layers"].as_array().unwrap() {
            check_layer(layer, &line);
        }
        let text = policy::interchange::explain_line_as_text(&line).unwrap();
        assert_eq!(text.starts_with("ALLOWED"), output["decision"] == "Allowed", "{text}");
    }
}

/// Checks that the verdict of a layer follows from the statements that apply.
fn check_layer(layer: &Value, line: &str) {
    let statements = layer["statements"].as_array().unwrap();
    let applies =
        |effect: &str| statements.iter().any(|one| one["applies"] == true && one["effect"] == effect);
    let expected = if applies("Deny") {
        "deny"
    } else if applies("Allow") {
        "allow"
    } else {
        "silent"
    };
    let by_itself =
        layer["layer"] == "resourceControl" || layer["layer"] == "identity" && line.contains(":root\"");
    if !(by_itself && expected == "silent") {
        assert_eq!(layer["verdict"], expected, "{layer}\n{line}");
    }
}
