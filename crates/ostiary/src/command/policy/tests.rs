use std::path::Path;

use policy::{Finding, Kind, Position, Report, Rule, Severity};

use super::check::kind;
use super::checked::Checked;
use super::{github, sarif};

#[test]
fn kinds_are_known_by_name_and_by_usual_abbreviation() {
    for one in Kind::all() {
        assert_eq!(kind(one.name()), Ok(one));
        assert_eq!(kind(&one.name().replace('-', "_").to_uppercase()), Ok(one));
    }
    assert_eq!(kind("SCP"), Ok(Kind::ServiceControl));
    assert_eq!(kind("rcp"), Ok(Kind::ResourceControl));
    assert_eq!(kind("identity"), Ok(Kind::Managed));
    let error = kind("nonsense").unwrap_err();
    for known in ["managed", "aws-managed", "bucket", "sqs", "kms", "vpc-endpoint"] {
        assert!(error.contains(known), "{error}");
    }
}

#[test]
fn paths_are_uris() {
    let table = [
        ("p.json", "p.json"),
        ("./policies/p.json", "policies/p.json"),
        ("../a b/ü#1?.json", "../a%20b/%C3%BC%231%3F.json"),
        ("/etc/p.json", "file:///etc/p.json"),
        ("a:b.json", "a%3Ab.json"),
        ("-", "stdin"),
    ];
    for (path, expected) in table {
        assert_eq!(sarif::uri(Path::new(path)), expected);
    }
}

#[test]
fn annotations_escape_what_would_end_them() {
    let rule = Rule { id: "RULE", severity: Severity::Suggestion, remedy: "do, this: 100%" };
    let finding = Finding { rule, message: "a\nb".into(), position: Position { line: 3, column: 5 } };
    let report = Report { refusal: None, findings: vec![finding] };
    let checked = Checked { path: "a,b:c.json".into(), report: Ok(report) };
    let mut out = Vec::new();
    github::annotations(&mut out, &checked).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "::notice file=a%2Cb%3Ac.json,line=3,col=5,title=RULE::a%0Ab%0Ado, this: 100%25\n"
    );
    let unread = Checked { path: "x.json".into(), report: Err("no such file".into()) };
    let mut out = Vec::new();
    github::annotations(&mut out, &unread).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "::error file=x.json,title=NotJudged::cannot be judged: no such file\n"
    );
}
