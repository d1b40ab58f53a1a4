use super::*;
use crate::context::Context;

fn one(text: &str) -> ContextValue {
    ContextValue::One(text.into())
}

#[test]
fn keys_are_found_in_any_case_the_part_after_the_slash_too() {
    let mut context = Context::new();
    context.set("aws:PrincipalTag/Dept", "x");
    for name in ["aws:PrincipalTag/Dept", "AWS:principaltag/DEPT", "aws:principaltag/dept"] {
        assert_eq!(context.get(name), Some(&one("x")), "{name}");
    }
    assert_eq!(context.get("aws:PrincipalTag"), None);
    assert_eq!(context.get("aws:PrincipalTag/Dep"), None);
}

#[test]
fn the_last_setting_of_a_key_counts_whatever_its_case() {
    let mut context = Context::new();
    context.set("aws:userid", "first").set("AWS:UserId", "second");
    assert_eq!(context.get("aws:userid"), Some(&one("second")));
    assert_eq!(context.keys().count(), 1);
    assert_eq!(context.remove("aws:USERID"), Some(one("second")));
    assert_eq!(context.get("aws:userid"), None);
    assert_eq!(context.remove("aws:userid"), None);
}

#[test]
fn absent_empty_list_and_empty_text_are_three_states() {
    let mut context = Context::new();
    context.set("text", "").set_list("list", [] as [&str; 0]);
    assert_eq!(context.get("text"), Some(&one("")));
    assert_eq!(context.get("list"), Some(&ContextValue::Many(vec![])));
    assert_eq!(context.get("none"), None);
}

#[test]
fn many_keys_are_all_found() {
    let mut context = Context::new();
    for number in 0..500 {
        context.set(&format!("key{number}"), number.to_string());
    }
    for number in 0..500 {
        assert_eq!(context.get(&format!("KEY{number}")), Some(&one(&number.to_string())));
    }
    assert_eq!(context.keys().next(), Some("key0"));
    assert_eq!(context.keys().count(), 500);
}
