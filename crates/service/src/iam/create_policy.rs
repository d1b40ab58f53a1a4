use identity::arn;
use identity::command::CreatePolicy;
use wire::fault::Fault;
use wire::iam::{CreatePolicyRequest, CreatePolicyResponse, Policy};

use super::access::Creation;
use super::tags;
use super::view_policy::Managed;
use crate::call::Call;

/// Makes a managed policy. The answer never shows its description.
pub(super) async fn create_policy(
    call: &mut Call<'_, '_>,
    input: CreatePolicyRequest,
) -> Result<CreatePolicyResponse, Fault> {
    let path = input.path.unwrap_or_else(|| "/".to_owned());
    let tags = tags::read(input.tags);
    let creation = Creation {
        action: "iam:CreatePolicy",
        tag_action: "iam:TagPolicy",
        resource: arn::policy(call.account(), &path, &input.policy_name),
        tags: &tags,
        boundary: None,
    };
    creation.authorise(call)?;
    let command = CreatePolicy {
        account: call.account(),
        name: input.policy_name,
        path,
        document: input.policy_document,
        description: input.description,
        tags,
    };
    let policy = call.execute(command).await?;
    let tags = tags::show_some(&policy.tags);
    let shown = Managed::Own(policy.into()).show(&call.state(), call.account());
    Ok(CreatePolicyResponse { policy: Some(Policy { tags, ..shown }) })
}
