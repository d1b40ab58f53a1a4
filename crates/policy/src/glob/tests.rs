use super::*;
use crate::context::Context;
use proptest::prelude::*;

const GLOB: Syntax = Syntax { wildcards: true, variables: false, fold: false };
const TEMPLATE: Syntax = Syntax { wildcards: true, variables: true, fold: false };

fn yes(pattern: &str, text: &str, syntax: Syntax) -> bool {
    Pattern::new(pattern, syntax).matches(text, &Context::new()) == Matched::Yes
}

#[test]
fn wildcards() {
    let table = [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("*", "any/thing:at all", true),
        ("**", "", true),
        ("?", "", false),
        ("?", "a", true),
        ("?", "é", true),
        ("?", "€", true),
        ("?", "ab", false),
        ("??", "é€", true),
        ("a*", "a", true),
        ("a*", "ba", false),
        ("*a", "ba", true),
        ("*a", "ab", false),
        ("a*b", "ab", true),
        ("a*b", "axxb", true),
        ("a*b", "axxbc", false),
        ("a*a", "a", false),
        ("ab*ba", "aba", false),
        ("ab*ba", "abba", true),
        ("*b*", "abc", true),
        ("*bc*bc*", "bcb", false),
        ("*bc*bc*", "xbcxbcx", true),
        ("a?c*e", "abcde", true),
        ("a?c*e", "acde", false),
        ("*?", "", false),
        ("*?", "x", true),
        ("?*?", "x", false),
        ("?*?", "xy", true),
        ("*é?", "xé€", true),
        ("a**b", "ab", true),
        ("a*?*b", "ab", false),
        ("a*?*b", "axb", true),
        ("[a]", "a", false),
        ("\\*", "*", false),
        ("\\*", "\\x", true),
        ("a*bc", "abcbc", true),
        ("*aab", "aaab", true),
    ];
    for (pattern, text, expected) in table {
        assert_eq!(yes(pattern, text, GLOB), expected, "{pattern} {text}");
    }
}

#[test]
fn without_wildcards_stars_are_plain() {
    let plain = Syntax { wildcards: false, variables: false, fold: false };
    assert!(yes("a*?", "a*?", plain));
    assert!(!yes("a*", "ab", plain));
}

#[test]
fn folding_ignores_case_beyond_ascii() {
    let fold = Syntax { wildcards: true, variables: false, fold: true };
    assert!(yes("S3:GET*", "s3:getObject", fold));
    assert!(yes("É*", "éa", fold));
    assert!(yes("*É", "xé", fold));
    assert!(yes("ÿ", "Ÿ", fold));
    assert!(!yes("a", "á", fold));
}

#[test]
fn variables_stand_for_literal_text() {
    let mut context = Context::new();
    context
        .set("u", "alice")
        .set("star", "*")
        .set("mark", "?")
        .set("dots", "../x")
        .set_list("list", ["alice"]);
    let table = [
        ("home/${u}/*", "home/alice/x", Matched::Yes),
        ("home/${u}/*", "home/bob/x", Matched::No),
        ("${u}", "alice", Matched::Yes),
        ("*${u}*", "xxalicexx", Matched::Yes),
        ("*${u}", "xxalice", Matched::Yes),
        ("${u}${u}", "alicealice", Matched::Yes),
        ("home/${star}/x", "home/bob/x", Matched::No),
        ("home/${star}/x", "home/*/x", Matched::Yes),
        ("${mark}", "a", Matched::No),
        ("${mark}", "?", Matched::Yes),
        ("home/${dots}", "home/../x", Matched::Yes),
        ("home/${none}/*", "home//x", Matched::NoValue),
        ("home/${none}/*", "elsewhere", Matched::NoValue),
        ("home/${none, 'alice'}/*", "home/alice/x", Matched::Yes),
        ("${list}", "alice", Matched::NoValue),
        ("a${*}b", "a*b", Matched::Yes),
        ("a${*}b", "axb", Matched::No),
        ("a${?}b", "axb", Matched::No),
        ("${$}{u}", "${u}", Matched::Yes),
        ("${u", "${u", Matched::Yes),
    ];
    for (pattern, text, expected) in table {
        assert_eq!(Pattern::new(pattern, TEMPLATE).matches(text, &context), expected, "{pattern} {text}");
    }
}

#[test]
fn adv_52_values_of_variables_never_widen_a_pattern() {
    for value in ["*", "?", "../", "a*", "${u}", "+", "[a-z]"] {
        let mut context = Context::new();
        context.set("u", value);
        let pattern = Pattern::new("home/${u}/*", TEMPLATE);
        assert_eq!(pattern.matches("home/bob/x", &context), Matched::No, "{value}");
        assert_eq!(pattern.matches(&format!("home/{value}/x"), &context), Matched::Yes, "{value}");
    }
}

#[test]
fn the_literal_beginning_is_what_every_match_begins_with() {
    let prefix = |text, syntax| Pattern::new(text, syntax).literal_prefix().to_owned();
    assert_eq!(prefix("abc", GLOB), "abc");
    assert_eq!(prefix("ab*c", GLOB), "ab");
    assert_eq!(prefix("*c", GLOB), "");
    assert_eq!(prefix("a?c", GLOB), "a");
    assert_eq!(prefix("a${u}c", TEMPLATE), "a");
    assert_eq!(prefix("a${*}c*", TEMPLATE), "a*c");
    assert_eq!(prefix("AB*", Syntax { fold: true, ..GLOB }), "ab");
}

#[test]
fn hostile_patterns_take_no_time_to_speak_of() {
    // A backtracking matcher would take 2^1500 steps.
    let text = format!("{}b", "a".repeat(6_000));
    let started = std::time::Instant::now();
    for pattern in
        ["*a".repeat(1_500), "*a*a?".repeat(800), format!("{}c", "a*".repeat(1_500)), "*?".repeat(2_000)]
    {
        let _matched = yes(&pattern, &text, GLOB);
        let _folded = yes(&pattern, &text, Syntax { fold: true, ..GLOB });
    }
    let wide = format!("*{}*b", "a".repeat(3_000));
    assert!(yes(&wide, &text, GLOB));
    assert!(!yes(&format!("*{}c*", "a".repeat(3_000)), &text, GLOB));
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}

/// All pairs of positions, by the definition.
fn by_definition(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|taken| by_definition(rest, &text[taken..])),
        Some(('?', rest)) => !text.is_empty() && by_definition(rest, &text[1..]),
        Some((wanted, rest)) => text.first() == Some(wanted) && by_definition(rest, &text[1..]),
    }
}

proptest! {
    #[test]
    fn matching_is_as_defined(pattern in "[ab*?é]{0,9}", text in "[abé]{0,9}") {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        prop_assert_eq!(yes(&pattern, &text, GLOB), by_definition(&chars(&pattern), &chars(&text)));
    }

    #[test]
    fn every_text_matches_itself_escaped(text in "[a*?${}é]{0,9}") {
        let escape = |character| match character {
            '*' | '?' | '$' => format!("${{{character}}}"),
            other => other.to_string(),
        };
        let pattern: String = text.chars().map(escape).collect();
        prop_assert!(yes(&pattern, &text, TEMPLATE));
    }

    #[test]
    fn matches_begin_with_the_literal_prefix(pattern in "[ab*?]{0,6}", text in "[ab]{0,6}") {
        let compiled = Pattern::new(&pattern, GLOB);
        prop_assert!(!yes(&pattern, &text, GLOB) || text.starts_with(compiled.literal_prefix()));
    }
}

/// The steps that [`Pattern::work`] bounds.
fn steps_of(pattern: &Pattern, text: &str, context: &Context) -> u64 {
    crate::steps::of(|| pattern.matches(text, context))
}

#[test]
fn no_comparison_takes_more_steps_than_its_pattern_says() {
    let mut context = Context::new();
    context.set("aws:username", "a".repeat(300)).set("aws:userid", "b");
    let many = |part: &str, count: usize| part.repeat(count);
    let patterns = [
        "*".to_owned(),
        String::new(),
        "exact".to_owned(),
        many("*a", 400) + "*b",
        many("*aaaaaaaaaa", 30) + "*b",
        many("*a?a?", 60) + "b",
        many("?", 500),
        many("*?", 200),
        format!("*{}b*c", many("a", 200)),
        format!("*{}b*", many("?", 100)),
        many("*${aws:username}", 10) + "*b",
        "*a${aws:username}b*".to_owned(),
        many("*${aws:userid}", 40) + "*c",
        many("*é", 50) + "*ü",
        format!("*{}*", many("a?", 400)),
        format!("*{}b*", many("a", 900)),
        format!("*{}*", many("?", 3000)),
        format!("*x{}*", many("${aws:username}", 30)),
        format!("*{}*", (0..500_u32).filter_map(|n| char::from_u32(0x4e00 + n)).collect::<String>()),
    ];
    let texts = [String::new(), many("a", 2048), many("ab", 700), many("é", 600), many("a", 299) + "b"];
    for pattern in &patterns {
        for fold in [false, true] {
            let compiled = Pattern::new(pattern, Syntax { wildcards: true, variables: true, fold });
            for text in &texts {
                let (taken, most) = (steps_of(&compiled, text, &context), compiled.work().at(text.len()));
                assert!(taken <= most, "{pattern:.40} with {text:.20}: {taken} steps, {most} promised");
            }
        }
    }
}

#[test]
fn many_stars_cost_no_more_than_the_text_for_each_character_of_a_chunk() {
    let compiled =
        Pattern::new(&("*a".repeat(400) + "*b"), Syntax { wildcards: true, variables: false, fold: true });
    assert!(compiled.work().at(2048) < 10_000, "{:?}", compiled.work());
}

/// The long way and the short way find the same place: a chunk is made long by characters that are there anyway.
#[test]
fn long_chunks_are_found_where_short_ones_are() {
    let alphabet = ["a", "b", "B", "?", "é", "É", "/"];
    let mut seed = 7_u64;
    let mut draw = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % most
    };
    let mut found = 0;
    for _ in 0..3000 {
        let text: String = (0..draw(120)).map(|_| alphabet[draw(7)]).filter(|part| *part != "?").collect();
        let chunk: String = (0..1 + draw(40)).map(|_| alphabet[draw(7)]).collect();
        // half of them are cut out of the text, so that they are found
        let chars: Vec<char> = text.chars().collect();
        let chunk = if draw(2) == 0 && chars.len() > 20 {
            let start = draw(chars.len() - 18);
            let cut = &chars[start..start + 18];
            cut.iter().enumerate().map(|(n, c)| if n % 5 == 2 { '?' } else { *c }).collect()
        } else {
            chunk
        };
        for fold in [false, true] {
            let syntax = Syntax { wildcards: true, variables: false, fold };
            let got = yes(&format!("*{chunk}*"), &text, syntax);
            let characters: Vec<char> = chunk.chars().collect();
            let same = |a: char, b: char| a == '?' || a == b || (fold && fold_char(a) == fold_char(b));
            let expected = (0..=chars.len().saturating_sub(characters.len())).any(|at| {
                chars.len() >= at + characters.len()
                    && characters.iter().zip(&chars[at..]).all(|(wanted, got)| same(*wanted, *got))
            });
            found += usize::from(expected);
            assert_eq!(got, expected, "*{chunk}* in {text}, folded: {fold}");
        }
    }
    assert!(found > 500, "{found}");
}

#[test]
fn a_policy_of_nearly_matching_patterns_costs_little() {
    // the worst that the quotas allow: a chunk as long as the text
    let compiled = Pattern::new(&format!("*{}b*", "a?".repeat(500)), GLOB);
    let mut context = Context::new();
    context.set("x", "");
    let steps = steps_of(&compiled, &"a".repeat(1024), &context);
    assert!(steps < 40_000, "{steps}; trying each place takes half a million");
}
