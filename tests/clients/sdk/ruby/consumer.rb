# AWS SDK for Ruby with nothing but its default chain. Prints who it is, by which key, from where, and what only MFA may
# list.
require "aws-sdk-core"
require "aws-sdk-s3"
require "json"

# Debian's version is from before AWS_ENDPOINT_URL and endpoint_url: looked up as later versions do
profile = Aws.shared_config.profile_name
file = Aws.shared_config.config_path
endpoint = ENV["AWS_ENDPOINT_URL"] || Aws::IniParser.ini_parse(File.read(file)).dig(profile, "endpoint_url")
sts = Aws::STS::Client.new(endpoint: endpoint)
provider = sts.config.credentials
found = {
  arn: sts.get_caller_identity.arn,
  key: provider.credentials.access_key_id,
  provider: provider.class.name,
}
found[:buckets] = begin
  Aws::S3::Client.new(endpoint: endpoint).list_buckets.buckets.map(&:name)
rescue Aws::Errors::ServiceError => e
  e.code
end
puts JSON.generate(found)
