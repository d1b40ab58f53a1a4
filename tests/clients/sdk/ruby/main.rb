# AWS SDK for Ruby: Aws::AssumeRoleCredentials with MFA. Prints what happened as JSON.
require "aws-sdk-core"
require "aws-sdk-s3"
require "json"

plan = JSON.parse(File.read(ENV.fetch("PLAN")))
# Debian's version is from before AWS_ENDPOINT_URL
common = { region: plan["region"], endpoint: plan["endpoint"], retry_limit: 0 }
long_term = Aws::Credentials.new(plan["access_key_id"], plan["secret_access_key"])
expired = Aws::Credentials.new(*plan["expired"].values_at("AccessKeyId", "SecretAccessKey", "SessionToken"))
sts = ->(credentials) { Aws::STS::Client.new(credentials: credentials, **common) }
s3 = ->(credentials) { Aws::S3::Client.new(credentials: credentials, force_path_style: true, **common) }
results = {}
step = lambda do |name, &action|
  results[name] = begin
    action.call
  rescue Aws::Errors::ServiceError => e
    e.code
  end
end

assume = { role_arn: plan["role_arn"], role_session_name: "ruby", external_id: plan["external_id"] }
assumed = lambda do |more|
  Aws::AssumeRoleCredentials.new(client: sts.call(long_term), **assume, **more)
end
with_code = ->(code) { { serial_number: plan["serial"], token_code: code } }
identity = ->(credentials) { sts.call(credentials).get_caller_identity.arn }
buckets = ->(credentials) { s3.call(credentials).list_buckets.buckets.map(&:name) }

step.call("identity") { identity.call(long_term) }
step.call("wrong_secret") { identity.call(Aws::Credentials.new(plan["access_key_id"], "x" * 40)) }
step.call("list_without_mfa") { buckets.call(long_term) }
step.call("assume_without_mfa") { assumed.call({}) && "assumed" }
step.call("assume_wrong_code") { assumed.call(with_code.call(plan["wrong_code"])) && "assumed" }
role = assumed.call(with_code.call(plan["code"]))
step.call("assumed_identity") { identity.call(role) }
step.call("buckets") { buckets.call(role) }
step.call("reused_code") { assumed.call(with_code.call(plan["code"])) && "assumed" }
step.call("expired") { buckets.call(expired) }
puts JSON.generate(results)
