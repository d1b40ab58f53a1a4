import os
from boto.s3.connection import S3Connection
from boto.sts import STSConnection

# boto 2 asks AWS's own host names; `proxy` in its configuration file sends them to Ostiary,
# which takes its old signatures for S3 with `ostiary serve --sigv2 on`
code = input(f"Enter MFA code for {os.environ['MFA_SERIAL']}: ")
role = STSConnection().assume_role(
    os.environ["ROLE_ARN"],
    "boto2-example",
    mfa_serial_number=os.environ["MFA_SERIAL"],
    mfa_token=code,
)
print(role.user.arn)
credentials = role.credentials
s3 = S3Connection(credentials.access_key, credentials.secret_key, security_token=credentials.session_token)
for bucket in s3.get_all_buckets():
    print(bucket.name)
