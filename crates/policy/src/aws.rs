//! Facts about AWS's services that the decision depends on, as data. The formula of the decision knows none of them.
//! Sources: `docs/decisions/policy-semantics.md`.

use crate::action::RequestAction;
use crate::principal::Principal;
use crate::resource::RequestResource;

/// A rule about one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ActionRule {
    /// Nothing denies it to a caller that is authenticated.
    Always,
    /// A user or root user needs no permission for it, though a Deny counts.
    NeedsNoPermission,
    /// It takes no resource, but policies grant it on this one: AWS's own samples do.
    ActsOn { service: &'static str, rest: &'static str },
}

/// A rule about all actions of one service.
#[derive(Clone, Copy, Debug)]
struct ServiceRule {
    service: &'static str,
    /// Resources of which an Allow of the identity policies does not suffice, even in the same account.
    trust: Trust,
    /// A grant by the resource's policy is bounded like any other. A boundary must allow `sts:AssumeRole` even to a user
    /// whom the trust policy names.
    bounds_grants: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// Those that have a policy.
    WithPolicy,
    /// Those whose last part begins with this.
    OfKind(&'static str),
}

/// Writes that AWS keeps for itself; no policy allows them.
#[derive(Clone, Copy, Debug)]
struct Reserved {
    service: &'static str,
    /// The account field of the resources, if only that account's are meant.
    account: Option<&'static str>,
    /// The beginning of the resources, after the fifth colon.
    prefix: &'static str,
    actions: &'static [&'static str],
}

const ACTIONS: &[(&str, &str, ActionRule)] = &[
    ("sts", "GetCallerIdentity", ActionRule::Always),
    ("sts", "GetSessionToken", ActionRule::NeedsNoPermission),
    ("s3", "ListAllMyBuckets", ActionRule::ActsOn { service: "s3", rest: "*" }),
];

const SERVICES: &[ServiceRule] = &[
    ServiceRule { service: "sts", trust: Trust::WithPolicy, bounds_grants: true },
    ServiceRule { service: "kms", trust: Trust::OfKind("key/"), bounds_grants: false },
];

const RESERVED: &[Reserved] = &[
    Reserved {
        service: "iam",
        account: Some("aws"),
        prefix: "policy/",
        actions: &[
            "CreatePolicy",
            "CreatePolicyVersion",
            "DeletePolicy",
            "DeletePolicyVersion",
            "SetDefaultPolicyVersion",
            "TagPolicy",
            "UntagPolicy",
        ],
    },
    Reserved {
        service: "iam",
        account: None,
        prefix: "role/aws-reserved/",
        actions: &[
            "AttachRolePolicy",
            "CreateRole",
            "CreateServiceLinkedRole",
            "DeleteRole",
            "DeleteRolePermissionsBoundary",
            "DeleteRolePolicy",
            "DeleteServiceLinkedRole",
            "DetachRolePolicy",
            "PassRole",
            "PutRolePermissionsBoundary",
            "PutRolePolicy",
            "TagRole",
            "UntagRole",
            "UpdateAssumeRolePolicy",
            "UpdateRole",
            "UpdateRoleDescription",
        ],
    },
    Reserved {
        service: "kms",
        account: None,
        prefix: "alias/aws/",
        actions: &["CreateAlias", "DeleteAlias", "UpdateAlias"],
    },
];

/// The rules that apply to one request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    action: Option<ActionRule>,
    service: Option<ServiceRule>,
}

impl Rules {
    pub(crate) fn of(action: RequestAction<'_>) -> Rules {
        let of_action = ACTIONS.iter().find(|(service, name, _)| action.is(service, name));
        let of_service = SERVICES.iter().find(|rule| rule.service.eq_ignore_ascii_case(action.service));
        Rules { action: of_action.map(|(_, _, rule)| *rule), service: of_service.copied() }
    }

    /// The resource that is asked about in place of none, in the partition given.
    pub(crate) fn resource(self, partition: &str) -> Option<RequestResource<'_>> {
        match self.action {
            Some(ActionRule::ActsOn { service, rest }) => {
                Some(RequestResource::Arn { fields: [partition, service, "", ""], rest })
            }
            _ => None,
        }
    }

    /// True if no policy can deny the action.
    pub(crate) fn always_allowed(self, principal: Principal<'_>) -> bool {
        self.action == Some(ActionRule::Always) && principal != Principal::Anonymous
    }

    /// True if the caller needs no Allow.
    pub(crate) fn needs_no_permission(self, principal: Principal<'_>) -> bool {
        self.action == Some(ActionRule::NeedsNoPermission)
            && matches!(principal, Principal::User { .. } | Principal::Root { .. })
    }

    /// True if an Allow of the identity policies needs the trust of the resource's policy, even in the same account.
    pub(crate) fn needs_trust(self, resource: RequestResource<'_>, has_policy: bool) -> bool {
        match self.service.map(|rule| rule.trust) {
            None => false,
            Some(Trust::WithPolicy) => has_policy,
            Some(Trust::OfKind(kind)) => resource
                .rest()
                .is_some_and(|rest| rest.rsplit(':').next().is_some_and(|last| last.starts_with(kind))),
        }
    }

    /// True if boundary and session policies also bound a grant of the resource's policy to the caller's own ARN.
    pub(crate) fn bounds_grants(self) -> bool {
        self.service.is_some_and(|rule| rule.bounds_grants)
    }
}

/// True if AWS keeps this for itself: its managed policies, reserved roles and key aliases.
pub(crate) fn reserved(action: RequestAction<'_>, resource: RequestResource<'_>) -> bool {
    let RequestResource::Arn { fields: [_, _, _, account], rest } = resource else {
        return false;
    };
    let starts =
        |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    RESERVED.iter().any(|rule| {
        rule.service.eq_ignore_ascii_case(action.service)
            && rule.account.is_none_or(|wanted| wanted == account)
            && starts(rule.prefix)
            && rule.actions.iter().any(|known| known.eq_ignore_ascii_case(action.name))
    })
}
