//! Permissions boundaries of users and roles.

use identity::command::{Bounded, DeletePermissionsBoundary, PutPermissionsBoundary};
use wire::fault::Fault;
use wire::iam::{
    DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse,
    DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse,
    PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse, PutUserPermissionsBoundaryRequest,
    PutUserPermissionsBoundaryResponse,
};

use crate::call::Call;
use crate::permit::iam::Bounding;
use crate::permit::value::Permit;

/// Defines the operations on the boundary of one kind of entity.
macro_rules! boundaries {
    ($($bounded:ident: $put:ident($put_input:ident) -> $put_output:ident, $delete:ident($delete_input:ident) -> $delete_output:ident;)*) => {$(
        #[doc = concat!("Sets or replaces the permissions boundary of a ", stringify!($bounded), ".")]
        pub(in crate::iam) async fn $put(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Bounding>,
            _input: $put_input,
        ) -> Result<$put_output, Fault> {
            put(call, &permit).await?;
            Ok($put_output {})
        }

        #[doc = concat!("Removes the permissions boundary of a ", stringify!($bounded), ".")]
        pub(in crate::iam) async fn $delete(
            call: &mut Call<'_, '_>,
            permit: Permit<'_, Bounded>,
            _input: $delete_input,
        ) -> Result<$delete_output, Fault> {
            delete(call, &permit).await?;
            Ok($delete_output {})
        }
    )*};
}

boundaries! {
    user: put_user_permissions_boundary(PutUserPermissionsBoundaryRequest) -> PutUserPermissionsBoundaryResponse,
        delete_user_permissions_boundary(DeleteUserPermissionsBoundaryRequest) -> DeleteUserPermissionsBoundaryResponse;
    role: put_role_permissions_boundary(PutRolePermissionsBoundaryRequest) -> PutRolePermissionsBoundaryResponse,
        delete_role_permissions_boundary(DeleteRolePermissionsBoundaryRequest) -> DeleteRolePermissionsBoundaryResponse;
}

async fn put(call: &mut Call<'_, '_>, permit: &Permit<'_, Bounding>) -> Result<(), Fault> {
    let (target, policy_arn) = (permit.target.clone(), permit.policy_arn.clone());
    call.execute(permit, PutPermissionsBoundary { account: permit.account(), target, policy_arn }).await
}

async fn delete(call: &mut Call<'_, '_>, permit: &Permit<'_, Bounded>) -> Result<(), Fault> {
    let target = Bounded::clone(permit);
    call.execute(permit, DeletePermissionsBoundary { account: permit.account(), target }).await
}
