use crate::support::*;

#[test]
fn a_user_is_made_and_shown() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.iam(&admin, "CreateUser UserName=Bob Path=/eng//x/");
    let id = made.text("UserId");
    assert_eq!(
        made.xml(),
        format!(
            "<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">
  <CreateUserResult>
    <User>
      <Path>/eng//x/</Path>
      <UserName>Bob</UserName>
      <UserId>{id}</UserId>
      <Arn>arn:aws:iam::{ACCOUNT}:user/eng//x/Bob</Arn>
      <CreateDate>{START_SHOWN}</CreateDate>
    </User>
  </CreateUserResult>
  <ResponseMetadata>
    <RequestId>{REQUEST_ID}</RequestId>
  </ResponseMetadata>
</CreateUserResponse>
"
        )
    );
}
