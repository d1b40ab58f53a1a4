import os
import boto3

# boto3 reads AWS_ENDPOINT_URL
code = input(f"Enter MFA code for {os.environ['MFA_SERIAL']}: ")
answer = boto3.client("sts").assume_role(
    RoleArn=os.environ["ROLE_ARN"],
    RoleSessionName="boto3-example",
    SerialNumber=os.environ["MFA_SERIAL"],
    TokenCode=code,
)
session = boto3.Session(
    aws_access_key_id=answer["Credentials"]["AccessKeyId"],
    aws_secret_access_key=answer["Credentials"]["SecretAccessKey"],
    aws_session_token=answer["Credentials"]["SessionToken"],
)
print(session.client("sts").get_caller_identity()["Arn"])
for bucket in session.client("s3").list_buckets()["Buckets"]:
    print(bucket["Name"])
