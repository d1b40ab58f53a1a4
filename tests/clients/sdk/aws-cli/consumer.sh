#!/usr/bin/env bash
# The AWS CLI with nothing but its default chain. Prints who it is, by which key, from where, and what only MFA may list.
set -euo pipefail
export AWS_PAGER=

arn=$(aws sts get-caller-identity --query Arn --output json)
# a presigned URL names the key in full, and nothing is sent for it
key=$(aws s3 presign s3://bucket/key | grep -oE '(X-Amz-Credential|AWSAccessKeyId)=[A-Z0-9]+' | cut -d= -f2)
provider=$(aws configure list | awk '$1 == "access_key" { print $3 }')
if told=$(aws s3api list-buckets --query 'Buckets[].Name' --output json 2>&1); then
  buckets=$told
else
  buckets=\"$(grep -oE '\([A-Za-z]+\)' <<<"$told" | tr -d '()')\"
fi
printf '{"arn": %s, "key": "%s", "provider": "%s", "buckets": %s}\n' "$arn" "$key" "$provider" "${buckets//$'\n'/}"
