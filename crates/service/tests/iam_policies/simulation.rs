//! SimulateCustomPolicy, SimulatePrincipalPolicy and the two operations that list context keys.

mod refusals;

use wire::iam::{EvaluationResult, SimulateCustomPolicyResponse, SimulatePrincipalPolicyResponse, Statement};

use super::roles::trusting;
use crate::support::*;

const MFA: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}"#;
const DENY_DELETE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;

/// One result in a line: action, resource, decision, the statements that decided, missing keys.
fn line(result: &EvaluationResult) -> String {
    let mut line = format!(
        "{} {} {}",
        result.eval_action_name,
        result.eval_resource_name.as_deref().unwrap(),
        result.eval_decision.as_str()
    );
    for statement in result.matched_statements.as_ref().unwrap() {
        line.push_str(&format!(" [{}]", place(statement)));
    }
    let missing = result.missing_context_values.as_ref().unwrap();
    if !missing.is_empty() {
        line.push_str(&format!(" missing {}", missing.join(",")));
    }
    line
}

fn place(statement: &Statement) -> String {
    let position =
        |position: &wire::iam::Position| format!("{}:{}", position.line.unwrap(), position.column.unwrap());
    format!(
        "{} {} {}-{}",
        statement.source_policy_type.unwrap().as_str(),
        statement.source_policy_id.as_deref().unwrap(),
        position(statement.start_position.as_ref().unwrap()),
        position(statement.end_position.as_ref().unwrap())
    )
}

/// Reported position of a statement of a document without line breaks: from just after the bracket that opens the statements,
/// or after the statement before.
fn at(document: &str, number: usize) -> String {
    let opening = document.find("\"Statement\":").unwrap() + "\"Statement\":".len();
    let mut depth = if document[opening..].starts_with('[') { 0 } else { 1 };
    let (mut start, mut count) = (opening + 1, 0);
    for (offset, byte) in document.bytes().enumerate().skip(opening + 1) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 && count == number {
            return format!("1:{}-1:{}", start + 1, offset + 2);
        }
        if depth == 0 {
            (start, count) = (offset + 1, count + 1);
        }
    }
    panic!("no statement {number} in {document}")
}

fn custom(plane: &mut Plane, call: &str, more: &[(&str, &str)]) -> SimulateCustomPolicyResponse {
    let admin = plane.admin.clone();
    plane.iam_with(&admin, &format!("SimulateCustomPolicy {call}"), more).parsed()
}

fn custom_lines(plane: &mut Plane, call: &str, more: &[(&str, &str)]) -> Vec<String> {
    custom(plane, call, more).evaluation_results.unwrap().iter().map(line).collect()
}

fn principal(plane: &mut Plane, source: &str, call: &str, more: &[(&str, &str)]) -> Vec<EvaluationResult> {
    let admin = plane.admin.clone();
    let call = format!("SimulatePrincipalPolicy PolicySourceArn={source} {call}");
    let response: SimulatePrincipalPolicyResponse = plane.iam_with(&admin, &call, more).parsed();
    response.evaluation_results.unwrap()
}

fn principal_lines(plane: &mut Plane, source: &str, call: &str, more: &[(&str, &str)]) -> Vec<String> {
    principal(plane, source, call, more).iter().map(line).collect()
}

fn user_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/{name}")
}

fn role_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{name}")
}

/// AWS's own example of the operation.
#[test]
fn simulate_custom_policy_published_example() {
    let mut plane = Plane::new();
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#;
    let call = "SimulateCustomPolicy ActionNames.member.1=dynamodb:CreateBackup \
                ContextEntries.member.1.ContextKeyName=aws:CurrentTime \
                ContextEntries.member.1.ContextKeyValues.member.1=2019-04-25T11:00:00Z \
                ContextEntries.member.1.ContextKeyType=date";
    let admin = plane.admin.clone();
    let allowed = plane.iam_with(&admin, call, &[("PolicyInputList.member.1", document)]).xml();
    let expected = format!(
        "<SimulateCustomPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <SimulateCustomPolicyResult>
    <EvaluationResults>
      <member>
        <EvalActionName>dynamodb:CreateBackup</EvalActionName>
        <EvalResourceName>*</EvalResourceName>
        <EvalDecision>allowed</EvalDecision>
        <MatchedStatements>
          <member>
            <SourcePolicyId>PolicyInputList.1</SourcePolicyId>
            <SourcePolicyType>IAM Policy</SourcePolicyType>
            <StartPosition>
              <Line>1</Line>
              <Column>38</Column>
            </StartPosition>
            <EndPosition>
              <Line>1</Line>
              <Column>167</Column>
            </EndPosition>
          </member>
        </MatchedStatements>
        <MissingContextValues/>
      </member>
    </EvaluationResults>
    <IsTruncated>false</IsTruncated>
  </SimulateCustomPolicyResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</SimulateCustomPolicyResponse>
"
    );
    assert_eq!(allowed, expected);
    let before = call.replace("2019-04-25", "2014-04-25");
    let denied = plane.iam_with(&admin, &before, &[("PolicyInputList.member.1", document)]);
    assert_eq!(denied.text("EvalDecision"), "implicitDeny");
    assert!(denied.xml().contains("<MatchedStatements/>"), "{}", denied.xml());
}

#[test]
fn decisions_and_the_statements_that_made_them() {
    let mut plane = Plane::new();
    let actions = "ActionNames.member.1=s3:GetObject ActionNames.member.2=s3:DeleteObject ActionNames.member.3=ec2:RunInstances";
    let lines = custom_lines(
        &mut plane,
        actions,
        &[("PolicyInputList.member.1", MFA), ("PolicyInputList.member.2", DENY_DELETE)],
    );
    assert_eq!(
        lines,
        [
            format!("s3:GetObject * allowed [IAM Policy PolicyInputList.2 {}]", at(DENY_DELETE, 0)),
            format!("s3:DeleteObject * explicitDeny [IAM Policy PolicyInputList.2 {}]", at(DENY_DELETE, 1)),
            "ec2:RunInstances * implicitDeny".to_owned(),
        ]
    );
}

#[test]
fn what_a_condition_needs_and_was_not_told() {
    let mut plane = Plane::new();
    let action = "ActionNames.member.1=s3:ListAllMyBuckets";
    let policy: &[(&str, &str)] = &[("PolicyInputList.member.1", MFA)];
    let lines = custom_lines(&mut plane, action, policy);
    assert_eq!(lines, ["s3:ListAllMyBuckets * implicitDeny missing aws:MultiFactorAuthPresent"]);
    let with = |value: &str| {
        format!(
            "{action} ContextEntries.member.1.ContextKeyName=aws:multifactorauthpresent \
             ContextEntries.member.1.ContextKeyValues.member.1={value} ContextEntries.member.1.ContextKeyType=boolean"
        )
    };
    let lines = custom_lines(&mut plane, &with("true"), policy);
    assert_eq!(
        lines,
        [format!("s3:ListAllMyBuckets * allowed [IAM Policy PolicyInputList.1 {}]", at(MFA, 0))]
    );
    assert_eq!(custom_lines(&mut plane, &with("false"), policy), ["s3:ListAllMyBuckets * implicitDeny"]);
    // about resources, it is said of each resource
    let result = custom(&mut plane, &format!("{action} ResourceArns.member.1=arn:aws:s3:::x"), policy);
    let result = &result.evaluation_results.unwrap()[0];
    assert_eq!(result.missing_context_values.as_deref(), Some(&[][..]));
    let specific = &result.resource_specific_results.as_ref().unwrap()[0];
    assert_eq!(specific.missing_context_values.as_ref().unwrap(), &["aws:MultiFactorAuthPresent"]);
}

#[test]
fn values_of_a_list_are_a_list() {
    let mut plane = Plane::new();
    let policy = |operator: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{{"{operator}":{{"aws:TagKeys":["a","b"]}}}}}}}}"#
        )
    };
    let call = |kind: &str, values: &[&str]| {
        let mut call = format!(
            "ActionNames.member.1=a:B ContextEntries.member.1.ContextKeyName=aws:TagKeys ContextEntries.member.1.ContextKeyType={kind}"
        );
        for (number, value) in (1..).zip(values) {
            call.push_str(&format!(" ContextEntries.member.1.ContextKeyValues.member.{number}={value}"));
        }
        call
    };
    let cases = [
        ("ForAllValues:StringEquals", "stringList", vec!["a", "b"], "allowed"),
        ("ForAllValues:StringEquals", "stringList", vec!["a", "c"], "implicitDeny"),
        ("ForAllValues:StringEquals", "stringList", vec![], "allowed"),
        ("ForAnyValue:StringEquals", "stringList", vec!["c", "b"], "allowed"),
        ("ForAnyValue:StringEquals", "stringList", vec![], "implicitDeny"),
        ("StringEquals", "string", vec!["a"], "allowed"),
        ("StringEquals", "stringList", vec!["a"], "implicitDeny"),
        ("StringEquals", "string", vec![], "implicitDeny"),
    ];
    for (operator, kind, values, expected) in cases {
        let policy = policy(operator);
        let response = custom(&mut plane, &call(kind, &values), &[("PolicyInputList.member.1", &policy)]);
        let decision = response.evaluation_results.unwrap()[0].eval_decision.as_str();
        assert_eq!(decision, expected, "{operator} {kind} {values:?}");
    }
}

#[test]
fn each_resource_has_its_own_result() {
    let mut plane = Plane::new();
    let document = allow_on("s3:GetObject", "arn:aws:s3:::good/*")
        .replace("}]}", r#"},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::bad/*"}]}"#);
    let policy: &[(&str, &str)] = &[("PolicyInputList.member.1", &document)];
    let one = custom(
        &mut plane,
        "ActionNames.member.1=s3:GetObject ResourceArns.member.1=arn:aws:s3:::good/x",
        policy,
    );
    let one = &one.evaluation_results.unwrap()[0];
    let expected = format!(
        "s3:GetObject arn:aws:s3:::good/x allowed [IAM Policy PolicyInputList.1 {}]",
        at(&document, 0)
    );
    assert_eq!(line(one), expected);
    assert_eq!(one.eval_decision_details.as_ref().map(|details| details.len()), Some(0), "present and empty");
    let specific = one.resource_specific_results.as_ref().unwrap();
    assert_eq!(specific.len(), 1);
    assert_eq!(specific[0].matched_statements, one.matched_statements);
    assert_eq!(specific[0].eval_decision_details, None);

    let three = "ActionNames.member.1=s3:GetObject ResourceArns.member.1=arn:aws:s3:::good/x \
                 ResourceArns.member.2=arn:aws:s3:::bad/x ResourceArns.member.3=arn:aws:s3:::other/x";
    let three = custom(&mut plane, three, policy);
    let three = &three.evaluation_results.unwrap()[0];
    assert_eq!(line(three), "s3:GetObject * explicitDeny", "the worst of all");
    let specific = three.resource_specific_results.as_ref().unwrap().iter();
    let specific: Vec<String> = specific
        .map(|one| format!("{} {}", one.eval_resource_name, one.eval_resource_decision.as_str()))
        .collect();
    assert_eq!(
        specific,
        [
            "arn:aws:s3:::good/x allowed",
            "arn:aws:s3:::bad/x explicitDeny",
            "arn:aws:s3:::other/x implicitDeny"
        ]
    );
    // everything is not a resource of its own
    let all = custom(&mut plane, "ActionNames.member.1=s3:GetObject ResourceArns.member.1=*", policy);
    let all = &all.evaluation_results.unwrap()[0];
    assert_eq!(
        (all.eval_decision_details.is_some(), all.resource_specific_results.is_some()),
        (false, false)
    );
}

#[test]
fn a_boundary_is_shown_by_itself() {
    let mut plane = Plane::new();
    let actions = "ActionNames.member.1=s3:GetObject ActionNames.member.2=s3:PutObject ActionNames.member.3=s3:DeleteObject";
    let boundary = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}"#;
    let all = allow("s3:*");
    let more: &[(&str, &str)] =
        &[("PolicyInputList.member.1", &all), ("PermissionsBoundaryPolicyInputList.member.1", boundary)];
    let results = custom(&mut plane, actions, more).evaluation_results.unwrap();
    let shown: Vec<(String, Option<bool>)> = results
        .iter()
        .map(|result| {
            let detail = result.permissions_boundary_decision_detail.as_ref().unwrap();
            (line(result), detail.allowed_by_permissions_boundary)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (format!("s3:GetObject * allowed [IAM Policy PolicyInputList.1 {}]", at(&all, 0)), Some(true)),
            ("s3:PutObject * implicitDeny".to_owned(), Some(false)),
            (
                format!(
                    "s3:DeleteObject * explicitDeny [Permissions Boundary Policy PermissionsBoundaryPolicyInputList.1 {}]",
                    at(boundary, 1)
                ),
                Some(false)
            ),
        ]
    );
}

#[test]
fn simulate_principal_policy_has_a_users_own_its_groups_and_its_boundary() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("Bob", Some(&allow("s3:GetObject")));
    for call in [
        "CreateGroup GroupName=Staff",
        "AddUserToGroup GroupName=Staff UserName=Bob",
        "AttachGroupPolicy GroupName=Staff PolicyArn=arn:aws:iam::aws:policy/AWSDenyAll",
    ] {
        assert_eq!(plane.outcome(call), "ok");
    }
    let put = "PutGroupPolicy GroupName=Staff PolicyName=more";
    plane.iam_with(&admin, put, &[("PolicyDocument", &allow("s3:PutObject"))]).xml();
    let bob = user_arn("Bob");
    let action = "ActionNames.member.1=s3:GetObject";
    let denied = principal_lines(&mut plane, &bob, action, &[]);
    assert_eq!(denied, ["s3:GetObject * explicitDeny [IAM Policy AWSDenyAll 1:41-1:111]"]);
    let detach = "DetachGroupPolicy GroupName=Staff PolicyArn=arn:aws:iam::aws:policy/AWSDenyAll";
    assert_eq!(plane.outcome(detach), "ok");
    let both = format!("{action} ActionNames.member.2=s3:PutObject ActionNames.member.3=s3:DeleteObject");
    let lines = principal_lines(&mut plane, &bob, &both, &[]);
    assert_eq!(
        lines,
        [
            format!("s3:GetObject * allowed [IAM Policy user_Bob_p {}]", at(&allow("s3:GetObject"), 0)),
            format!("s3:PutObject * allowed [IAM Policy group_Staff_more {}]", at(&allow("s3:PutObject"), 0)),
            "s3:DeleteObject * implicitDeny".to_owned(),
        ]
    );
    // policies given come on top
    let more = allow("s3:DeleteObject");
    let lines = principal_lines(
        &mut plane,
        &bob,
        "ActionNames.member.1=s3:DeleteObject",
        &[("PolicyInputList.member.1", &more)],
    );
    assert_eq!(lines, [format!("s3:DeleteObject * allowed [IAM Policy PolicyInputList.1 {}]", at(&more, 0))]);
    // its boundary is in effect unless another one is given
    let put =
        "PutUserPermissionsBoundary UserName=Bob PermissionsBoundary=arn:aws:iam::aws:policy/IAMFullAccess";
    assert_eq!(plane.outcome(put), "ok");
    let results = principal(&mut plane, &bob, action, &[]);
    assert_eq!(line(&results[0]), "s3:GetObject * implicitDeny");
    let detail = results[0].permissions_boundary_decision_detail.as_ref().unwrap();
    assert_eq!(detail.allowed_by_permissions_boundary, Some(false));
    let other = allow("s3:*");
    let results =
        principal(&mut plane, &bob, action, &[("PermissionsBoundaryPolicyInputList.member.1", &other)]);
    assert_eq!(results[0].eval_decision.as_str(), "allowed");
    // a group can be asked about as well
    let group = format!("arn:aws:iam::{ACCOUNT}:group/Staff");
    let lines = principal_lines(&mut plane, &group, "ActionNames.member.1=s3:PutObject", &[]);
    assert!(lines[0].starts_with("s3:PutObject * allowed [IAM Policy group_Staff_more"), "{lines:?}");
}

#[test]
fn what_follows_from_the_principal_is_known() {
    let mut plane = Plane::new();
    let own = allow_on("s3:GetObject", "arn:aws:s3:::home/${aws:username}/*");
    plane.user("bob", Some(&own));
    let object = |name: &str| {
        format!("ActionNames.member.1=s3:GetObject ResourceArns.member.1=arn:aws:s3:::home/{name}/x")
    };
    let bob = user_arn("bob");
    let decision =
        |plane: &mut Plane, call: &str| principal(plane, &bob, call, &[])[0].eval_decision.as_str();
    assert_eq!(decision(&mut plane, &object("bob")), "allowed");
    assert_eq!(decision(&mut plane, &object("eve")), "implicitDeny");
    // as if another user had the policies
    let as_eve = format!("{} CallerArn={}", object("eve"), user_arn("eve"));
    assert_eq!(decision(&mut plane, &as_eve), "allowed");
    // what a user is tagged with counts too, but users of other accounts are strangers
    let tagged = "CreateUser UserName=blue Tags.member.1.Key=team Tags.member.1.Value=blue";
    assert_eq!(plane.outcome(tagged), "ok");
    let (other, _) = plane.account("other", "111122223333");
    plane.iam(&other, tagged).xml();
    let of_team = allow_on("s3:GetObject", "arn:aws:s3:::home/${aws:PrincipalTag/team}/*");
    for (caller, expected) in
        [(user_arn("blue"), "allowed"), ("arn:aws:iam::111122223333:user/blue".to_owned(), "implicitDeny")]
    {
        let call = format!("{} ResourceOwner={} CallerArn={caller}", object("blue"), &caller[13..25]);
        let results = custom(&mut plane, &call, &[("PolicyInputList.member.1", &of_team)]);
        assert_eq!(results.evaluation_results.unwrap()[0].eval_decision.as_str(), expected, "{caller}");
    }
    // what is given counts more than what is known
    let given = format!(
        "{} ContextEntries.member.1.ContextKeyName=aws:username ContextEntries.member.1.ContextKeyType=string \
         ContextEntries.member.1.ContextKeyValues.member.1=eve",
        object("eve")
    );
    assert_eq!(decision(&mut plane, &given), "allowed");
}

#[test]
fn a_policy_of_the_resource() {
    let mut plane = Plane::new();
    plane.user("bob", None);
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}},{{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*"}}]}}"#,
        user_arn("bob")
    );
    let nothing = allow("ec2:*");
    let call = |caller: &str, owner: &str| {
        format!(
            "ActionNames.member.1=s3:GetObject ActionNames.member.2=s3:DeleteObject ResourceArns.member.1=arn:aws:s3:::b/x \
             CallerArn={caller}{owner}"
        )
    };
    let more: &[(&str, &str)] = &[("PolicyInputList.member.1", &nothing), ("ResourcePolicy", &policy)];
    let lines = custom_lines(&mut plane, &call(&user_arn("bob"), ""), more);
    assert_eq!(
        lines,
        [
            format!(
                "s3:GetObject arn:aws:s3:::b/x allowed [Resource Policy ResourcePolicy {}]",
                at(&policy, 0)
            ),
            format!(
                "s3:DeleteObject arn:aws:s3:::b/x explicitDeny [Resource Policy ResourcePolicy {}]",
                at(&policy, 1)
            ),
        ]
    );
    // across accounts both sides must allow, and each side's word is shown
    for owner in [" ResourceOwner=arn:aws:iam::111122223333:root", " ResourceOwner=111122223333"] {
        let results = custom(&mut plane, &call(&user_arn("bob"), owner), more).evaluation_results.unwrap();
        assert_eq!(results[0].eval_decision.as_str(), "implicitDeny");
        let details = results[0].eval_decision_details.as_ref().unwrap().iter();
        let details: Vec<String> = details.map(|(name, said)| format!("{name}={}", said.as_str())).collect();
        assert_eq!(details, ["IAM Policy=implicitDeny", "Resource Policy=allowed"]);
    }
    let allowing = allow("s3:*");
    let more: &[(&str, &str)] = &[("PolicyInputList.member.1", &allowing), ("ResourcePolicy", &policy)];
    let results = custom(&mut plane, &call(&user_arn("bob"), " ResourceOwner=111122223333"), more);
    assert_eq!(results.evaluation_results.unwrap()[0].eval_decision.as_str(), "allowed");
}

#[test]
fn simulate_principal_policy_gives_the_trust_policy_its_say() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let bob = plane.user("bob", Some(&allow("sts:AssumeRole")));
    plane.user("eve", Some(&allow("sts:AssumeRole")));
    let trust = trusting(&user_arn("bob")).replace(
        "\"Action\"",
        "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}},\"Action\"",
    );
    plane.iam_with(&admin, "CreateRole RoleName=r", &[("AssumeRolePolicyDocument", &trust)]).xml();
    let call = format!("ActionNames.member.1=sts:AssumeRole ResourceArns.member.1={}", role_arn("r"));
    let with_mfa = format!(
        "{call} ContextEntries.member.1.ContextKeyName=aws:MultiFactorAuthPresent \
         ContextEntries.member.1.ContextKeyValues.member.1=true ContextEntries.member.1.ContextKeyType=boolean"
    );
    let decision =
        |plane: &mut Plane, who: &str, call: &str| principal(plane, &user_arn(who), call, &[])[0].clone();
    let without = decision(&mut plane, "bob", &call);
    assert_eq!(without.eval_decision.as_str(), "implicitDeny");
    let missing = without.resource_specific_results.unwrap()[0].missing_context_values.clone().unwrap();
    assert_eq!(missing, ["aws:MultiFactorAuthPresent"]);
    let with = decision(&mut plane, "bob", &with_mfa);
    let expected = format!(
        "sts:AssumeRole {} allowed [Resource Policy AssumeRolePolicyDocument {}] [IAM Policy user_bob_p {}]",
        role_arn("r"),
        at(&trust, 0),
        at(&allow("sts:AssumeRole"), 0)
    );
    assert_eq!(line(&with), expected);
    assert_eq!(
        decision(&mut plane, "eve", &with_mfa).eval_decision.as_str(),
        "implicitDeny",
        "eve is not trusted"
    );
    // the real thing agrees
    let real =
        plane.sts(&bob, &format!("AssumeRole RoleArn={} RoleSessionName=ses", role_arn("r"))).refusal();
    assert!(real.starts_with("403 AccessDenied"), "{real}");
    // a change of the trust policy can be tried first
    let open = trusting(ACCOUNT);
    let tried = principal(&mut plane, &user_arn("eve"), &call, &[("ResourcePolicy", &open)]);
    assert_eq!(tried[0].eval_decision.as_str(), "allowed");
    // other actions on the role have nothing to do with trust
    let get = format!(
        "ActionNames.member.1=iam:GetRole ActionNames.member.2=sts:AssumeRole ResourceArns.member.1={}",
        role_arn("r")
    );
    let results = principal(&mut plane, &user_arn("admin"), &get, &[]);
    assert_eq!(results[0].eval_decision.as_str(), "allowed");
    assert_eq!(results[1].eval_decision.as_str(), "implicitDeny");
    let decode = get.replace("iam:GetRole", "sts:DecodeAuthorizationMessage");
    let results = principal(&mut plane, &user_arn("admin"), &decode, &[]);
    assert_eq!(results[0].eval_decision.as_str(), "allowed");
}

#[test]
fn simulate_principal_policy_of_a_role_calls_through_a_session() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("first", ACCOUNT, "");
    let put = "PutRolePolicy RoleName=first PolicyName=p";
    plane.iam_with(&admin, put, &[("PolicyDocument", &allow("sts:AssumeRole"))]).xml();
    plane.role("second", &role_arn("first"), "");
    let call = format!("ActionNames.member.1=sts:AssumeRole ResourceArns.member.1={}", role_arn("second"));
    let results = principal(&mut plane, &role_arn("first"), &call, &[]);
    assert_eq!(results[0].eval_decision.as_str(), "allowed");
    let matched: Vec<String> = results[0].matched_statements.as_ref().unwrap().iter().map(place).collect();
    assert!(matched.iter().any(|place| place.contains("role_first_p")), "{matched:?}");
    let call = format!("ActionNames.member.1=sts:AssumeRole ResourceArns.member.1={}", role_arn("first"));
    let results = principal(&mut plane, &role_arn("second"), &call, &[]);
    assert_eq!(results[0].eval_decision.as_str(), "implicitDeny");
}

#[test]
fn get_context_keys_for_custom_policy_and_for_principal_policy() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let home = allow_on("s3:*", "arn:aws:s3:::home/${aws:username}/*");
    let keys = plane.iam_with(
        &admin,
        "GetContextKeysForCustomPolicy",
        &[
            ("PolicyInputList.member.1", MFA),
            ("PolicyInputList.member.2", &home),
            ("PolicyInputList.member.3", MFA),
        ],
    );
    assert_eq!(keys.texts("member"), ["aws:MultiFactorAuthPresent", "aws:username"]);
    let none =
        plane.iam_with(&admin, "GetContextKeysForCustomPolicy", &[("PolicyInputList.member.1", &allow("*"))]);
    assert!(none.xml().contains("<ContextKeyNames/>"), "{}", none.xml());

    plane.user("bob", Some(MFA));
    for call in ["CreateGroup GroupName=g", "AddUserToGroup GroupName=g UserName=bob"] {
        assert_eq!(plane.outcome(call), "ok");
    }
    let by_ip =
        allow("s3:*").replace("}]}", r#","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}"#);
    plane.iam_with(&admin, "PutGroupPolicy GroupName=g PolicyName=p", &[("PolicyDocument", &by_ip)]).xml();
    let call = format!("GetContextKeysForPrincipalPolicy PolicySourceArn={}", user_arn("bob"));
    let keys = plane.iam_with(&admin, &call, &[("PolicyInputList.member.1", &home)]);
    assert_eq!(keys.texts("member"), ["aws:MultiFactorAuthPresent", "aws:SourceIp", "aws:username"]);
    let group = format!("GetContextKeysForPrincipalPolicy PolicySourceArn=arn:aws:iam::{ACCOUNT}:group/g");
    assert_eq!(plane.iam(&admin, &group).texts("member"), ["aws:SourceIp"]);
}
