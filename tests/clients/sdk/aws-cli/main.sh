#!/usr/bin/env bash
# The AWS CLI: each step's answer, or the code of its error, as one JSON object.
set -euo pipefail

plan() { python3 -c 'import json, sys; v = json.load(open(sys.argv[1]))
for name in sys.argv[2].split("."): v = v[name]
print(v)' "$PLAN" "$1"; }

names=()
values=()
step() { # name, then a command; what it prints counts, or the error's code
  local name=$1 out
  shift
  out=$("$@" 2>&1) || out=$(sed -n 's/.*An error occurred (\([A-Za-z]*\)).*/\1/p' <<<"$out")
  names+=("$name")
  values+=("$out")
}
as() { # key, secret, token, then a command
  local key=$1 secret=$2 token=$3
  shift 3
  if [ -n "$token" ]; then export AWS_SESSION_TOKEN=$token; else unset AWS_SESSION_TOKEN; fi
  AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret "$@"
}
identity() { aws sts get-caller-identity --query Arn --output text; }
buckets() { aws s3api list-buckets --query 'Buckets[].Name' --output text; }
assume() {
  aws sts assume-role --role-arn "$(plan role_arn)" --role-session-name aws-cli --external-id "$(plan external_id)" \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text "$@"
}

key=$(plan access_key_id) secret=$(plan secret_access_key) serial=$(plan serial)
step identity as "$key" "$secret" '' identity
step wrong_secret as "$key" xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx '' identity
step list_without_mfa as "$key" "$secret" '' buckets
step assume_without_mfa as "$key" "$secret" '' assume
step assume_wrong_code as "$key" "$secret" '' assume --serial-number "$serial" --token-code "$(plan wrong_code)"
read -r -a role < <(as "$key" "$secret" '' assume --serial-number "$serial" --token-code "$(plan code)")
step assumed_identity as "${role[@]}" identity
step buckets as "${role[@]}" buckets
step reused_code as "$key" "$secret" '' assume --serial-number "$serial" --token-code "$(plan code)"
step expired as "$(plan expired.AccessKeyId)" "$(plan expired.SecretAccessKey)" "$(plan expired.SessionToken)" buckets
python3 -c 'import json, sys
half = (len(sys.argv) - 1) // 2
print(json.dumps(dict(zip(sys.argv[1 : half + 1], sys.argv[half + 1 :]))))' "${names[@]}" "${values[@]}"
