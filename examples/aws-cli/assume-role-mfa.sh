#!/usr/bin/env bash
# The AWS CLI reads AWS_ENDPOINT_URL. A profile with role_arn and mfa_serial makes it ask for the code by itself; this is
# the same by hand.
set -euo pipefail
read -r -p "Enter MFA code for $MFA_SERIAL: " code
session=$(aws sts assume-role --role-arn "$ROLE_ARN" --role-session-name cli-example \
  --serial-number "$MFA_SERIAL" --token-code "$code" \
  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
AWS_ACCESS_KEY_ID=$(cut -f1 <<<"$session")
AWS_SECRET_ACCESS_KEY=$(cut -f2 <<<"$session")
AWS_SESSION_TOKEN=$(cut -f3 <<<"$session")
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws sts get-caller-identity --query Arn --output text
aws s3api list-buckets --query 'Buckets[].Name' --output text
