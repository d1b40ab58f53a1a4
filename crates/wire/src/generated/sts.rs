//! Shapes of STS, from the service model `sts/2011-06-15` of botocore 1.43.11.
//!
//! Written by `cargo xtask codegen`. Do not edit.

#![allow(unused_imports, reason = "not every service uses every kind")]

use std::collections::BTreeMap;

use crate::query::{List, Map, Pattern, Range, Service, Text, enumeration, operations, redacted, structure};
use crate::timestamp::Timestamp;

operations! {
    Service::Sts;
    AssumeRole(AssumeRoleRequest) -> AssumeRoleResponse, true, ["MalformedPolicyDocument": 400, "PackedPolicyTooLarge": 400, "RegionDisabledException": 403, "ExpiredTokenException": 400];
    AssumeRoleWithSAML(AssumeRoleWithSAMLRequest) -> AssumeRoleWithSAMLResponse, true, ["MalformedPolicyDocument": 400, "PackedPolicyTooLarge": 400, "IDPRejectedClaim": 403, "InvalidIdentityToken": 400, "ExpiredTokenException": 400, "RegionDisabledException": 403];
    AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest) -> AssumeRoleWithWebIdentityResponse, true, ["MalformedPolicyDocument": 400, "PackedPolicyTooLarge": 400, "IDPRejectedClaim": 403, "IDPCommunicationError": 400, "InvalidIdentityToken": 400, "ExpiredTokenException": 400, "RegionDisabledException": 403];
    AssumeRoot(AssumeRootRequest) -> AssumeRootResponse, true, ["RegionDisabledException": 403, "ExpiredTokenException": 400];
    DecodeAuthorizationMessage(DecodeAuthorizationMessageRequest) -> DecodeAuthorizationMessageResponse, true, ["InvalidAuthorizationMessageException": 400];
    GetAccessKeyInfo(GetAccessKeyInfoRequest) -> GetAccessKeyInfoResponse, true, [];
    GetCallerIdentity(GetCallerIdentityRequest) -> GetCallerIdentityResponse, true, [];
    GetDelegatedAccessToken(GetDelegatedAccessTokenRequest) -> GetDelegatedAccessTokenResponse, true, ["ExpiredTradeInTokenException": 400, "RegionDisabledException": 403, "PackedPolicyTooLarge": 400];
    GetFederationToken(GetFederationTokenRequest) -> GetFederationTokenResponse, true, ["MalformedPolicyDocument": 400, "PackedPolicyTooLarge": 400, "RegionDisabledException": 403];
    GetSessionToken(GetSessionTokenRequest) -> GetSessionTokenResponse, true, ["RegionDisabledException": 403];
    GetWebIdentityToken(GetWebIdentityTokenRequest) -> GetWebIdentityTokenResponse, true, ["SessionDurationEscalationException": 403, "OutboundWebIdentityFederationDisabledException": 403, "JWTPayloadSizeExceededException": 400];
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    AssumeRoleRequest {
        role_arn: String = "RoleArn", &ARN_TYPE;
        role_session_name: String = "RoleSessionName", &ROLE_SESSION_NAME_TYPE;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns", &POLICY_DESCRIPTOR_LIST_TYPE;
        policy: Option<String> = "Policy", &UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE;
        duration_seconds: Option<i32> = "DurationSeconds", &ROLE_DURATION_SECONDS_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
        transitive_tag_keys: Option<Vec<String>> = "TransitiveTagKeys", &TAG_KEY_LIST_TYPE;
        external_id: Option<String> = "ExternalId", &EXTERNAL_ID_TYPE;
        serial_number: Option<String> = "SerialNumber", &SERIAL_NUMBER_TYPE;
        token_code: Option<String> = "TokenCode", &TOKEN_CODE_TYPE;
        source_identity: Option<String> = "SourceIdentity", &SOURCE_IDENTITY_TYPE;
        provided_contexts: Option<Vec<ProvidedContext>> = "ProvidedContexts", &PROVIDED_CONTEXTS_LIST_TYPE;
    }
}

redacted!(AssumeRoleRequest { role_arn, role_session_name, policy_arns, policy, duration_seconds, tags, transitive_tag_keys, external_id, serial_number, source_identity, provided_contexts } hides { token_code });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AssumeRoleResponse {
        credentials: Option<Credentials> = "Credentials", &();
        assumed_role_user: Option<AssumedRoleUser> = "AssumedRoleUser", &();
        packed_policy_size: Option<i32> = "PackedPolicySize", &NON_NEGATIVE_INTEGER_TYPE;
        source_identity: Option<String> = "SourceIdentity", &SOURCE_IDENTITY_TYPE;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    AssumeRoleWithSAMLRequest {
        role_arn: String = "RoleArn", &ARN_TYPE;
        principal_arn: String = "PrincipalArn", &ARN_TYPE;
        saml_assertion: String = "SAMLAssertion", &SAML_ASSERTION_TYPE;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns", &POLICY_DESCRIPTOR_LIST_TYPE;
        policy: Option<String> = "Policy", &SESSION_POLICY_DOCUMENT_TYPE;
        duration_seconds: Option<i32> = "DurationSeconds", &ROLE_DURATION_SECONDS_TYPE;
    }
}

redacted!(AssumeRoleWithSAMLRequest { role_arn, principal_arn, policy_arns, policy, duration_seconds } hides { saml_assertion });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AssumeRoleWithSAMLResponse {
        credentials: Option<Credentials> = "Credentials", &();
        assumed_role_user: Option<AssumedRoleUser> = "AssumedRoleUser", &();
        packed_policy_size: Option<i32> = "PackedPolicySize", &NON_NEGATIVE_INTEGER_TYPE;
        subject: Option<String> = "Subject", &Text::ANY;
        subject_type: Option<String> = "SubjectType", &Text::ANY;
        issuer: Option<String> = "Issuer", &Text::ANY;
        audience: Option<String> = "Audience", &Text::ANY;
        name_qualifier: Option<String> = "NameQualifier", &Text::ANY;
        source_identity: Option<String> = "SourceIdentity", &SOURCE_IDENTITY_TYPE;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    AssumeRoleWithWebIdentityRequest {
        role_arn: String = "RoleArn", &ARN_TYPE;
        role_session_name: String = "RoleSessionName", &ROLE_SESSION_NAME_TYPE;
        web_identity_token: String = "WebIdentityToken", &CLIENT_TOKEN_TYPE;
        provider_id: Option<String> = "ProviderId", &URL_TYPE;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns", &POLICY_DESCRIPTOR_LIST_TYPE;
        policy: Option<String> = "Policy", &SESSION_POLICY_DOCUMENT_TYPE;
        duration_seconds: Option<i32> = "DurationSeconds", &ROLE_DURATION_SECONDS_TYPE;
    }
}

redacted!(AssumeRoleWithWebIdentityRequest { role_arn, role_session_name, provider_id, policy_arns, policy, duration_seconds } hides { web_identity_token });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AssumeRoleWithWebIdentityResponse {
        credentials: Option<Credentials> = "Credentials", &();
        subject_from_web_identity_token: Option<String> = "SubjectFromWebIdentityToken", &WEB_IDENTITY_SUBJECT_TYPE;
        assumed_role_user: Option<AssumedRoleUser> = "AssumedRoleUser", &();
        packed_policy_size: Option<i32> = "PackedPolicySize", &NON_NEGATIVE_INTEGER_TYPE;
        provider: Option<String> = "Provider", &Text::ANY;
        audience: Option<String> = "Audience", &Text::ANY;
        source_identity: Option<String> = "SourceIdentity", &SOURCE_IDENTITY_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AssumeRootRequest {
        target_principal: String = "TargetPrincipal", &TARGET_PRINCIPAL_TYPE;
        task_policy_arn: PolicyDescriptorType = "TaskPolicyArn", &();
        duration_seconds: Option<i32> = "DurationSeconds", &ROOT_DURATION_SECONDS_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    AssumeRootResponse {
        credentials: Option<Credentials> = "Credentials", &();
        source_identity: Option<String> = "SourceIdentity", &SOURCE_IDENTITY_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    DecodeAuthorizationMessageRequest {
        encoded_message: String = "EncodedMessage", &ENCODED_MESSAGE_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    DecodeAuthorizationMessageResponse {
        decoded_message: Option<String> = "DecodedMessage", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetAccessKeyInfoRequest {
        access_key_id: String = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetAccessKeyInfoResponse {
        account: Option<String> = "Account", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetCallerIdentityRequest {
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetCallerIdentityResponse {
        arn: Option<String> = "Arn", &ARN_TYPE;
        user_id: Option<String> = "UserId", &Text::ANY;
        account: Option<String> = "Account", &Text::ANY;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    GetDelegatedAccessTokenRequest {
        trade_in_token: String = "TradeInToken", &TRADE_IN_TOKEN_TYPE;
    }
}

redacted!(GetDelegatedAccessTokenRequest {  } hides { trade_in_token });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetDelegatedAccessTokenResponse {
        credentials: Option<Credentials> = "Credentials", &();
        packed_policy_size: Option<i32> = "PackedPolicySize", &NON_NEGATIVE_INTEGER_TYPE;
        assumed_principal: Option<String> = "AssumedPrincipal", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetFederationTokenRequest {
        name: String = "Name", &USER_NAME_TYPE;
        policy: Option<String> = "Policy", &SESSION_POLICY_DOCUMENT_TYPE;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns", &POLICY_DESCRIPTOR_LIST_TYPE;
        duration_seconds: Option<i32> = "DurationSeconds", &DURATION_SECONDS_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetFederationTokenResponse {
        credentials: Option<Credentials> = "Credentials", &();
        federated_user: Option<FederatedUser> = "FederatedUser", &();
        packed_policy_size: Option<i32> = "PackedPolicySize", &NON_NEGATIVE_INTEGER_TYPE;
    }
}

structure! {
    #[derive(Clone, Default, PartialEq, Eq)]
    GetSessionTokenRequest {
        duration_seconds: Option<i32> = "DurationSeconds", &DURATION_SECONDS_TYPE;
        serial_number: Option<String> = "SerialNumber", &SERIAL_NUMBER_TYPE;
        token_code: Option<String> = "TokenCode", &TOKEN_CODE_TYPE;
    }
}

redacted!(GetSessionTokenRequest { duration_seconds, serial_number } hides { token_code });

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    GetSessionTokenResponse {
        credentials: Option<Credentials> = "Credentials", &();
    }
}

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    GetWebIdentityTokenRequest {
        audience: Vec<String> = "Audience", &WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE;
        duration_seconds: Option<i32> = "DurationSeconds", &WEB_IDENTITY_TOKEN_DURATION_SECONDS_TYPE;
        signing_algorithm: String = "SigningAlgorithm", &JWT_ALGORITHM_TYPE;
        tags: Option<Vec<Tag>> = "Tags", &TAG_LIST_TYPE;
    }
}

structure! {
    #[derive(Clone, Default, PartialEq, Eq)]
    GetWebIdentityTokenResponse {
        web_identity_token: Option<String> = "WebIdentityToken", &WEB_IDENTITY_TOKEN_TYPE;
        expiration: Option<Timestamp> = "Expiration", &();
    }
}

redacted!(GetWebIdentityTokenResponse { expiration } hides { web_identity_token });

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    AssumedRoleUser {
        assumed_role_id: String = "AssumedRoleId", &ASSUMED_ROLE_ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, PartialEq, Eq)]
    Credentials {
        access_key_id: String = "AccessKeyId", &ACCESS_KEY_ID_TYPE;
        secret_access_key: String = "SecretAccessKey", &ACCESS_KEY_SECRET_TYPE;
        session_token: String = "SessionToken", &TOKEN_TYPE;
        expiration: Timestamp = "Expiration", &();
    }
}

redacted!(Credentials { access_key_id, expiration } hides { secret_access_key, session_token });

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    FederatedUser {
        federated_user_id: String = "FederatedUserId", &FEDERATED_ID_TYPE;
        arn: String = "Arn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    PolicyDescriptorType {
        arn: Option<String> = "arn", &ARN_TYPE;
    }
}

structure! {
    #[derive(Clone, Default, PartialEq, Eq)]
    ProvidedContext {
        provider_arn: Option<String> = "ProviderArn", &ARN_TYPE;
        context_assertion: Option<String> = "ContextAssertion", &CONTEXT_ASSERTION_TYPE;
    }
}

redacted!(ProvidedContext { provider_arn } hides { context_assertion });

structure! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    Tag {
        key: String = "Key", &TAG_KEY_TYPE;
        value: String = "Value", &TAG_VALUE_TYPE;
    }
}

static PROVIDED_CONTEXTS_LIST_TYPE: List<()> = List { min: Some(1), max: Some(5), item: &(), names_null: false };
static ROOT_DURATION_SECONDS_TYPE: Range = Range { min: Some(0), max: Some(900) };
static SAML_ASSERTION_TYPE: Text = Text { min: Some(4), max: Some(100000), pattern: None, sensitive: true };
static TARGET_PRINCIPAL_TYPE: Text = Text { min: Some(12), max: Some(2048), pattern: None, sensitive: false };
static ACCESS_KEY_ID_TYPE: Text = Text { min: Some(16), max: Some(128), pattern: Some(&PATTERN_1), sensitive: false };
static ACCESS_KEY_SECRET_TYPE: Text = Text { min: None, max: None, pattern: None, sensitive: true };
static ARN_TYPE: Text = Text { min: Some(20), max: Some(2048), pattern: Some(&PATTERN_2), sensitive: false };
static ASSUMED_ROLE_ID_TYPE: Text = Text { min: Some(2), max: Some(193), pattern: Some(&PATTERN_3), sensitive: false };
static CLIENT_TOKEN_TYPE: Text = Text { min: Some(4), max: Some(20000), pattern: None, sensitive: true };
static CONTEXT_ASSERTION_TYPE: Text = Text { min: Some(4), max: Some(2048), pattern: None, sensitive: false };
static DURATION_SECONDS_TYPE: Range = Range { min: Some(900), max: Some(129600) };
static ENCODED_MESSAGE_TYPE: Text = Text { min: Some(1), max: Some(10240), pattern: None, sensitive: false };
static EXTERNAL_ID_TYPE: Text = Text { min: Some(2), max: Some(1224), pattern: Some(&PATTERN_4), sensitive: false };
static FEDERATED_ID_TYPE: Text = Text { min: Some(2), max: Some(193), pattern: Some(&PATTERN_5), sensitive: false };
static JWT_ALGORITHM_TYPE: Text = Text { min: Some(5), max: Some(5), pattern: None, sensitive: false };
static NON_NEGATIVE_INTEGER_TYPE: Range = Range { min: Some(0), max: None };
static POLICY_DESCRIPTOR_LIST_TYPE: List<()> = List { min: None, max: None, item: &(), names_null: false };
static ROLE_DURATION_SECONDS_TYPE: Range = Range { min: Some(900), max: Some(43200) };
static ROLE_SESSION_NAME_TYPE: Text = Text { min: Some(2), max: Some(64), pattern: Some(&PATTERN_6), sensitive: false };
static SERIAL_NUMBER_TYPE: Text = Text { min: Some(9), max: Some(256), pattern: Some(&PATTERN_7), sensitive: false };
static SESSION_POLICY_DOCUMENT_TYPE: Text = Text { min: Some(1), max: Some(2048), pattern: Some(&PATTERN_8), sensitive: false };
static SOURCE_IDENTITY_TYPE: Text = Text { min: Some(2), max: Some(64), pattern: Some(&PATTERN_6), sensitive: false };
static TAG_KEY_LIST_TYPE: List<Text> = List { min: None, max: Some(50), item: &TAG_KEY_TYPE, names_null: true };
static TAG_KEY_TYPE: Text = Text { min: Some(1), max: Some(128), pattern: Some(&PATTERN_9), sensitive: false };
static TAG_LIST_TYPE: List<()> = List { min: None, max: Some(50), item: &(), names_null: false };
static TAG_VALUE_TYPE: Text = Text { min: Some(0), max: Some(256), pattern: Some(&PATTERN_10), sensitive: false };
static TOKEN_CODE_TYPE: Text = Text { min: Some(6), max: Some(6), pattern: Some(&PATTERN_11), sensitive: false };
static TOKEN_TYPE: Text = Text { min: None, max: None, pattern: None, sensitive: false };
static TRADE_IN_TOKEN_TYPE: Text = Text { min: None, max: None, pattern: None, sensitive: true };
static UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE: Text = Text { min: Some(1), max: None, pattern: Some(&PATTERN_8), sensitive: false };
static URL_TYPE: Text = Text { min: Some(4), max: Some(2048), pattern: None, sensitive: false };
static USER_NAME_TYPE: Text = Text { min: Some(2), max: Some(32), pattern: Some(&PATTERN_6), sensitive: false };
static WEB_IDENTITY_SUBJECT_TYPE: Text = Text { min: Some(6), max: Some(255), pattern: None, sensitive: false };
static WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE: List<Text> = List { min: Some(1), max: Some(10), item: &WEB_IDENTITY_TOKEN_AUDIENCE_STRING_TYPE, names_null: false };
static WEB_IDENTITY_TOKEN_AUDIENCE_STRING_TYPE: Text = Text { min: Some(1), max: Some(1000), pattern: None, sensitive: false };
static WEB_IDENTITY_TOKEN_DURATION_SECONDS_TYPE: Range = Range { min: Some(60), max: Some(3600) };
static WEB_IDENTITY_TOKEN_TYPE: Text = Text { min: None, max: None, pattern: None, sensitive: true };

static PATTERN_1: Pattern = Pattern::new(r#"[\w]*"#, &[r#"[0-9A-Za-z_]*"#]);
static PATTERN_2: Pattern = Pattern::new(r#"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"#, &[r#"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{0085}\x{00A0}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]+"#]);
static PATTERN_3: Pattern = Pattern::new(r#"[\w+=,.@:-]*"#, &[r#"[0-9A-Za-z_+=,.@:-]*"#]);
static PATTERN_4: Pattern = Pattern::new(r#"[\w+=,.@:\/-]*"#, &[r#"[0-9A-Za-z_+=,.@:\/-]*"#]);
static PATTERN_5: Pattern = Pattern::new(r#"[\w+=,.@\:-]*"#, &[r#"[0-9A-Za-z_+=,.@\:-]*"#]);
static PATTERN_6: Pattern = Pattern::new(r#"[\w+=,.@-]*"#, &[r#"[0-9A-Za-z_+=,.@-]*"#]);
static PATTERN_7: Pattern = Pattern::new(r#"[\w+=/:,.@-]*"#, &[r#"[0-9A-Za-z_+=/:,.@-]*"#]);
static PATTERN_8: Pattern = Pattern::new(r#"[\u0009\u000A\u000D\u0020-\u00FF]+"#, &[r#"[\x{0009}\x{000A}\x{000D}\x{0020}-\x{00FF}]+"#]);
static PATTERN_9: Pattern = Pattern::new(r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#, &[r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#]);
static PATTERN_10: Pattern = Pattern::new(r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#, &[r#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#]);
static PATTERN_11: Pattern = Pattern::new(r#"[\d]*"#, &[r#"[0-9]*"#]);

/// Every pattern of the service.
pub static PATTERNS: &[&Pattern] = &[&PATTERN_11, &PATTERN_10, &PATTERN_9, &PATTERN_2, &PATTERN_8, &PATTERN_6, &PATTERN_3, &PATTERN_4, &PATTERN_5, &PATTERN_7, &PATTERN_1];
