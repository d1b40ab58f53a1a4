#include <aws/core/Aws.h>
#include <aws/core/auth/AWSCredentials.h>
#include <aws/s3/S3Client.h>
#include <aws/sts/STSClient.h>
#include <aws/sts/model/AssumeRoleRequest.h>
#include <cstdlib>
#include <iostream>

int main() {
  Aws::SDKOptions options;
  Aws::InitAPI(options);
  int status = 1;
  {
    // only recent releases of this SDK read AWS_ENDPOINT_URL by themselves
    Aws::Client::ClientConfiguration config;
    config.endpointOverride = std::getenv("AWS_ENDPOINT_URL");
    config.region = std::getenv("AWS_REGION");
    std::cout << "Enter MFA code for " << std::getenv("MFA_SERIAL") << ": " << std::flush;
    std::string code;
    std::getline(std::cin, code);
    auto request = Aws::STS::Model::AssumeRoleRequest()
                       .WithRoleArn(std::getenv("ROLE_ARN"))
                       .WithRoleSessionName("cpp-example")
                       .WithSerialNumber(std::getenv("MFA_SERIAL"))
                       .WithTokenCode(code);
    auto assumed = Aws::STS::STSClient(config).AssumeRole(request);
    if (!assumed.IsSuccess()) {
      std::cerr << assumed.GetError() << std::endl;
    } else {
      const auto& role = assumed.GetResult().GetCredentials();
      Aws::Auth::AWSCredentials credentials(role.GetAccessKeyId(), role.GetSecretAccessKey(), role.GetSessionToken());
      std::cout << assumed.GetResult().GetAssumedRoleUser().GetArn() << std::endl;
      // false: path style
      Aws::S3::S3Client s3(credentials, config, Aws::Client::AWSAuthV4Signer::PayloadSigningPolicy::Never, false);
      auto buckets = s3.ListBuckets();
      if (buckets.IsSuccess()) {
        for (const auto& bucket : buckets.GetResult().GetBuckets()) std::cout << bucket.GetName() << std::endl;
        status = 0;
      }
    }
  }
  Aws::ShutdownAPI(options);
  return status;
}
