require "aws-sdk-core"
require "aws-sdk-s3"

# versions of the SDK from 2023-07 on read AWS_ENDPOINT_URL by themselves
Aws.config.update(endpoint: ENV["AWS_ENDPOINT_URL"], region: ENV["AWS_REGION"])
print "Enter MFA code for #{ENV['MFA_SERIAL']}: "
credentials = Aws::AssumeRoleCredentials.new(
  client: Aws::STS::Client.new,
  role_arn: ENV["ROLE_ARN"],
  role_session_name: "ruby-example",
  serial_number: ENV["MFA_SERIAL"],
  token_code: $stdin.gets.strip
)
puts Aws::STS::Client.new(credentials: credentials).get_caller_identity.arn
s3 = Aws::S3::Client.new(credentials: credentials, force_path_style: true)
s3.list_buckets.buckets.each { |bucket| puts bucket.name }
