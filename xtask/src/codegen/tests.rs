use serde_json::json;

use super::model::Model;
use super::{names, pattern, query};

#[test]
fn names_of_members_and_values() {
    for (name, want) in [
        ("UserName", "user_name"),
        ("VirtualMFADeviceName", "virtual_mfa_device_name"),
        ("QRCodePNG", "qr_code_png"),
        ("Base32StringSeed", "base32_string_seed"),
        ("AuthenticationCode1", "authentication_code1"),
        ("OpenIDConnectProviderArn", "open_id_connect_provider_arn"),
        ("SAMLProviderUUID", "saml_provider_uuid"),
        ("ClientIDList", "client_id_list"),
        ("SSHPublicKeyId", "ssh_public_key_id"),
        ("isTruncated", "is_truncated"),
        ("arn", "arn"),
        ("Type", "r#type"),
    ] {
        assert_eq!(names::field(name), want);
    }
    for (value, want) in [
        ("Active", "Active"),
        ("IN_PROGRESS", "InProgress"),
        ("text/csv", "TextCsv"),
        ("aws-managed", "AwsManaged"),
        ("v1Token", "V1Token"),
        ("AWSManagedPolicy", "AwsManagedPolicy"),
        ("MFADevicesInUse", "MfaDevicesInUse"),
    ] {
        assert_eq!(names::variant(value), want);
    }
    assert_eq!(names::constant("tagListType"), "TAG_LIST_TYPE");
    assert_eq!(names::type_name("statusType"), "StatusType");
}

#[test]
fn patterns() {
    for (java, want) in [
        (r"[\w+=,.@-]+", "[0-9A-Za-z_+=,.@-]+"),
        (r"\d{12}", "[0-9]{12}"),
        (r"[\d]+", "[0-9]+"),
        (r"\u002F[\u0021-\u007F]*", r"\x{002F}[\x{0021}-\x{007F}]*"),
        (
            r"[\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
            r"[\x{00A0}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]+",
        ),
        (r"v[1-9](\.[A-Za-z]*)?", r"v[1-9](\.[A-Za-z]*)?"),
    ] {
        assert_eq!(pattern::translate(java), [want], "{java}");
    }
}

#[test]
fn a_small_model() {
    let model = Model::from_json(json!({
        "operations": {
            "SetCode": {
                "name": "SetCode",
                "input": { "shape": "SetCodeRequest" },
                "errors": [{ "shape": "GoneException" }],
                "documentation": "prose that must not be copied"
            }
        },
        "shapes": {
            "SetCodeRequest": {
                "type": "structure",
                "required": ["TokenCode"],
                "members": { "TokenCode": { "shape": "tokenCodeType" }, "Kinds": { "shape": "kindList" } }
            },
            "tokenCodeType": { "type": "string", "min": 6, "max": 6, "pattern": "[\\d]*" },
            "kindList": { "type": "list", "member": { "shape": "kindType" }, "max": 2 },
            "kindType": { "type": "string", "enum": ["A_B", "c"], "documentation": "prose that must not be copied" },
            "GoneException": {
                "type": "structure",
                "members": {},
                "error": { "code": "Gone", "httpStatusCode": 410 },
                "exception": true
            }
        }
    }));
    let text = query::emit(&model, "Sts").unwrap();
    for want in [
        "SetCode(SetCodeRequest) -> SetCodeResponse, false, [\"Gone\": 410];",
        "#[derive(Clone, PartialEq, Eq)]\n    SetCodeRequest {",
        "token_code: String = \"TokenCode\", &TOKEN_CODE_TYPE;",
        "kinds: Option<Vec<KindType>> = \"Kinds\", &KIND_LIST;",
        "redacted!(SetCodeRequest { kinds } hides { token_code });",
        "AB = \"A_B\",\n        C = \"c\",",
        "static KIND_LIST: List<()> = List { min: None, max: Some(2), item: &(), names_null: false };",
        "Text { min: Some(6), max: Some(6), pattern: Some(&PATTERN_1), sensitive: false }",
    ] {
        assert!(text.contains(want), "{want}\nis not in\n{text}");
    }
    assert!(!text.contains("prose"));
}

#[test]
fn a_shape_that_is_not_known_is_an_error() {
    let model = Model::from_json(json!({
        "operations": { "X": { "name": "X", "input": { "shape": "XRequest" } } },
        "shapes": {
            "XRequest": { "type": "structure", "members": { "A": { "shape": "doubleType" } } },
            "doubleType": { "type": "double" }
        }
    }));
    assert!(query::emit(&model, "Iam").unwrap_err().contains("doubleType"));
}
