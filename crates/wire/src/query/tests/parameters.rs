//! Forms: what is read, what is refused, and who wins.

use proptest::prelude::*;

use crate::limits;
use crate::query::{DispatchError, Format, Params, ParamsError, Request, Service, dispatch};
use crate::sigv4::RequestHead;
use crate::{iam, sts};

fn read(query: &str, body: &str) -> Result<Vec<(String, String)>, ParamsError> {
    let params = Params::parse(query, body.as_bytes())?;
    Ok(params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

#[test]
fn forms() {
    type Pairs = &'static [(&'static str, &'static str)];
    let cases: &[(&str, &str, &str, Result<Pairs, ParamsError>)] = &[
        ("nothing", "", "", Ok(&[])),
        ("plain", "", "A=1&B=2", Ok(&[("A", "1"), ("B", "2")])),
        ("plus and percent", "", "A=a+b%20c%2B", Ok(&[("A", "a b c+")])),
        ("names are decoded", "", "%41=1", Ok(&[("A", "1")])),
        ("UTF-8", "", "A=%C3%BC%e2%82%ac", Ok(&[("A", "ü€")])),
        ("no equals sign", "", "A&B=", Ok(&[("A", ""), ("B", "")])),
        ("second equals sign is data", "", "A=b=c", Ok(&[("A", "b=c")])),
        ("stray ampersands", "", "&&A=1&", Ok(&[("A", "1")])),
        ("semicolon is data", "", "A=1;B=2", Ok(&[("A", "1;B=2")])),
        ("first of a repeated scalar wins", "", "A=1&A=2", Ok(&[("A", "1")])),
        ("case of names", "", "A=1&a=2", Ok(&[("A", "1"), ("a", "2")])),
        ("URL and body together", "A=1", "B=2", Ok(&[("A", "1"), ("B", "2")])),
        ("URL and body agree", "A=1", "A=1", Ok(&[("A", "1")])),
        ("URL and body differ", "A=1", "A=2", Err(ParamsError::Conflict)),
        ("percent at the end", "", "A=%", Err(ParamsError::Escape)),
        ("half an escape", "", "A=%4", Err(ParamsError::Escape)),
        ("no hexadecimal digit", "", "A=%4g", Err(ParamsError::Escape)),
        ("signed escape", "", "A=%+1", Err(ParamsError::Escape)),
        ("bad escape in a name", "", "%zz=1", Err(ParamsError::Escape)),
        ("not UTF-8", "", "A=%FF", Err(ParamsError::Utf8)),
        ("overlong UTF-8", "", "A=%C0%80", Err(ParamsError::Utf8)),
        ("surrogate", "", "A=%ED%A0%80", Err(ParamsError::Utf8)),
        ("cut UTF-8", "", "A=%E2%82", Err(ParamsError::Utf8)),
    ];
    for (name, query, body, want) in cases {
        let got = read(query, body);
        let want = want
            .map(|pairs| pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>());
        assert_eq!(got, want, "{name}");
    }
    assert_eq!(Params::parse("", b"A=\xFF"), Err(ParamsError::Utf8));
}

#[test]
fn adv_28_one_action_for_whoever_checks_and_whoever_acts() {
    let cases = [
        ("twice in the body", "", "Action=GetUser&Action=DeleteUser", Err(ParamsError::Conflict)),
        ("twice in the URL", "Action=GetUser&Action=DeleteUser", "", Err(ParamsError::Conflict)),
        ("URL against body", "Action=GetUser", "Action=DeleteUser", Err(ParamsError::Conflict)),
        ("encoded name", "", "Action=GetUser&%41ction=DeleteUser", Err(ParamsError::Conflict)),
        ("version twice", "", "Version=2010-05-08&Version=2011-06-15", Err(ParamsError::Conflict)),
        ("the same twice", "Action=GetUser", "Action=GetUser&Action=GetUser", Ok("GetUser")),
        ("another case is another name", "", "action=DeleteUser&Action=GetUser&ACTION=x", Ok("GetUser")),
        ("a part is another name", "", "Action.1=DeleteUser&Action=GetUser", Ok("GetUser")),
    ];
    for (name, query, body, want) in cases {
        let got = Params::parse(query, body.as_bytes());
        let got = got.as_ref().map(|params| params.get("Action").unwrap_or_default());
        assert_eq!(got, want.as_ref().copied(), "{name}");
    }
}

#[test]
fn limits_of_forms() {
    let many = |count: usize| (0..count).map(|n| format!("k{n}=")).collect::<Vec<_>>().join("&");
    assert!(read("", &many(limits::QUERY_PARAMETERS)).is_ok());
    assert_eq!(read("", &many(limits::QUERY_PARAMETERS + 1)), Err(ParamsError::TooMany));
    assert_eq!(read("x=1", &many(limits::QUERY_PARAMETERS)), Err(ParamsError::TooMany));
    let named = |length: usize| format!("{}=1", "n".repeat(length));
    assert!(read("", &named(limits::QUERY_NAME_BYTES)).is_ok());
    assert_eq!(read("", &named(limits::QUERY_NAME_BYTES + 1)), Err(ParamsError::NameTooLong));
    let unique = |count: usize| Params::parse_unique(&many(count));
    assert!(unique(limits::S3_PARAMETERS).is_ok());
    assert_eq!(unique(limits::S3_PARAMETERS + 1), Err(ParamsError::TooMany));
    assert_eq!(Params::parse_unique("a=1&%61=1"), Err(ParamsError::Conflict));
}

#[test]
fn list_indices() {
    let cases: &[(&str, Option<&[u32]>)] = &[
        ("", Some(&[])),
        ("L=", Some(&[])),
        ("L.member.1=a&L.member.2=b", Some(&[1, 2])),
        ("L.member.10=a&L.member.9=b", Some(&[9, 10])),
        ("L.member.3=a", Some(&[3])),
        ("L.member.1.X=a&L.member.1.Y=b", Some(&[1])),
        ("L.member.999999=a", Some(&[999_999])),
        ("LX.member.1=a", Some(&[])),
        ("L=x", None),
        ("L.1=a", None),
        ("L.member.0=a", None),
        ("L.member.01=a", None),
        ("L.member.+1=a", None),
        ("L.member.-1=a", None),
        ("L.member.1000000=a", None),
        ("L.member.=a", None),
        ("L.member=a", None),
        ("L.entry.1=a", None),
        ("L.member.1=a&L.members.2=b", None),
        ("L.member.%D9%A1=a", None),
    ];
    for (form, want) in cases {
        let params = Params::parse("", form.as_bytes()).unwrap();
        assert_eq!(params.indices("L", "member").as_deref(), *want, "{form}");
    }
}

#[test]
fn half_a_list_is_never_taken_for_the_whole() {
    let start = "RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=s1";
    for list in
        ["PolicyArns.1.arn=x", "PolicyArns.member.0.arn=x", "PolicyArns=x", "PolicyArns.member.x.arn=y"]
    {
        let params = Params::parse("", format!("{start}&{list}").as_bytes()).unwrap();
        assert!(sts::AssumeRoleRequest::decode(&params).is_err(), "{list}");
    }
}

#[test]
fn dispatch_finds_the_operation() {
    let form = Some("application/x-www-form-urlencoded; charset=utf-8");
    let not_a_request = |query: &str| Err(DispatchError::NotARequest { query: query.into() });
    let invalid = |action: &str, version: Option<&str>| {
        Err(DispatchError::InvalidAction { action: action.into(), version: version.map(Into::into) })
    };
    let sts = Some(Service::Sts);
    let cases = [
        ("IAM by version", None, "POST", form, "", "Action=GetUser&Version=2010-05-08", Ok("GetUser")),
        (
            "STS by version",
            None,
            "POST",
            form,
            "",
            "Action=GetCallerIdentity&Version=2011-06-15",
            Ok("GetCallerIdentity"),
        ),
        (
            "by URL",
            sts,
            "GET",
            None,
            "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Date=x",
            "",
            Ok("GetCallerIdentity"),
        ),
        (
            "POST by URL",
            sts,
            "POST",
            form,
            "Action=GetCallerIdentity&Version=2011-06-15",
            "",
            Ok("GetCallerIdentity"),
        ),
        (
            "the body of a GET is nothing",
            sts,
            "GET",
            None,
            "Version=2011-06-15",
            "Action=GetCallerIdentity",
            not_a_request("Version=2011-06-15"),
        ),
        (
            "no content type",
            sts,
            "POST",
            None,
            "",
            "Action=GetCallerIdentity&Version=2011-06-15",
            not_a_request(""),
        ),
        (
            "JSON",
            sts,
            "POST",
            Some("application/json"),
            "",
            "Action=GetCallerIdentity&Version=2011-06-15",
            not_a_request(""),
        ),
        (
            "longer content type",
            sts,
            "POST",
            Some("application/x-www-form-urlencodedx"),
            "",
            "Action=A",
            not_a_request(""),
        ),
        (
            "case of the content type",
            sts,
            "POST",
            Some("Application/X-WWW-Form-Urlencoded"),
            "",
            "Action=GetCallerIdentity&Version=2011-06-15",
            Ok("GetCallerIdentity"),
        ),
        ("no action", sts, "POST", form, "a=b", "Version=2011-06-15", not_a_request("")),
        (
            "empty action",
            sts,
            "POST",
            form,
            "",
            "Action=&Version=2011-06-15",
            invalid("", Some("2011-06-15")),
        ),
        (
            "unknown action",
            sts,
            "POST",
            form,
            "",
            "Action=NoSuchAction&Version=2011-06-15",
            invalid("NoSuchAction", Some("2011-06-15")),
        ),
        (
            "case of the action",
            sts,
            "POST",
            form,
            "",
            "Action=getCallerIdentity&Version=2011-06-15",
            invalid("getCallerIdentity", Some("2011-06-15")),
        ),
        ("no version", sts, "POST", form, "", "Action=GetCallerIdentity", invalid("GetCallerIdentity", None)),
        (
            "version of the other service",
            sts,
            "POST",
            form,
            "",
            "Action=GetUser&Version=2010-05-08",
            invalid("GetUser", Some("2010-05-08")),
        ),
        (
            "unknown version",
            None,
            "POST",
            form,
            "",
            "Action=GetUser&Version=2009-01-01",
            invalid("GetUser", Some("2009-01-01")),
        ),
        ("bad escape", sts, "POST", form, "", "Action=%", Err(DispatchError::Malformed(ParamsError::Escape))),
    ];
    for (name, service, method, content_type, query, body, want) in cases {
        let headers: Vec<(&str, &[u8])> =
            content_type.iter().map(|value: &&str| ("Content-Type", value.as_bytes())).collect();
        let head = RequestHead { method, path: "/", query, headers: &headers };
        let got = dispatch(service, &head, body.as_bytes());
        assert_eq!(got.as_ref().map(|call| call.operation.name()), want.as_ref().copied(), "{name}");
    }
}

#[test]
fn dispatch_errors_as_answers() {
    let answer = DispatchError::InvalidAction { action: String::new(), version: Some("2011-06-15".into()) }
        .answer(Format::Xml, "R");
    let body = String::from_utf8(answer.body).unwrap();
    assert_eq!(answer.status, 400);
    assert!(body.contains("<Message>Could not find operation  for version 2011-06-15</Message>"), "{body}");
    assert!(body.contains("http://webservices.amazon.com/AWSFault/2005-15-09"), "{body}");
    let answer = DispatchError::InvalidAction { action: "GetCallerIdentity".into(), version: None }
        .answer(Format::Xml, "R");
    let body = String::from_utf8(answer.body).unwrap();
    assert!(
        body.contains("Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED"),
        "{body}"
    );
    for (query, want) in [
        ("", "https://aws.amazon.com/iam"),
        ("Version=2011-06-15&x=%20", "https://aws.amazon.com/iam?Version=2011-06-15&x=%20"),
        ("x=\r\nset-cookie: a", "https://aws.amazon.com/iam"),
    ] {
        let answer = DispatchError::NotARequest { query: query.into() }.answer(Format::Xml, "R");
        assert_eq!((answer.status, answer.body.len()), (302, 0));
        assert!(answer.headers.contains(&("location", want.into())), "{query}");
    }
}

#[test]
fn parameters_do_not_show_values() {
    let params = Params::parse("", b"NewPassword=hunter2&OldPassword=hunter1").unwrap();
    assert!(!format!("{params:?}").contains("hunter"));
    let request = iam::ChangePasswordRequest::decode(&params).unwrap();
    assert!(!format!("{request:?}").contains("hunter"));
    let params = Params::parse("", b"TokenCode=12345x&SerialNumber=y").unwrap();
    let error = sts::GetSessionTokenRequest::decode(&params).unwrap_err();
    assert!(!format!("{error:?}").contains("12345x"), "{error:?}");
}

proptest! {
    #[test]
    fn no_form_makes_it_panic(query in "\\PC{0,80}", body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Params::parse(&query, &body);
        let headers: [(&str, &[u8]); 1] = [("content-type", b"application/x-www-form-urlencoded")];
        let head = RequestHead { method: "POST", path: "/", query: &query, headers: &headers };
        let _ = dispatch(None, &head, &body);
    }

    #[test]
    fn what_a_client_writes_is_read(pairs in proptest::collection::btree_map("\\PC{1,20}", "(?s:.){0,40}", 0..10)) {
        let form: Vec<String> = pairs
            .iter()
            .map(|(name, value)| form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish())
            .collect();
        let got = read("", &form.join("&"));
        prop_assert_eq!(got, Ok(pairs.into_iter().collect::<Vec<_>>()));
    }
}
