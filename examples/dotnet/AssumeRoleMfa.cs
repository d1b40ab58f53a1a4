using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

// the SDK reads AWS_ENDPOINT_URL from version 3.7.300 on
var serial = Environment.GetEnvironmentVariable("MFA_SERIAL");
Console.Write($"Enter MFA code for {serial}: ");
var code = Console.ReadLine()!.Trim();
using var sts = new AmazonSecurityTokenServiceClient();
var assumed = await sts.AssumeRoleAsync(new AssumeRoleRequest
{
    RoleArn = Environment.GetEnvironmentVariable("ROLE_ARN"),
    RoleSessionName = "dotnet-example",
    SerialNumber = serial,
    TokenCode = code,
});
AWSCredentials role = assumed.Credentials;
using var asRole = new AmazonSecurityTokenServiceClient(role);
Console.WriteLine((await asRole.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn);
using var s3 = new AmazonS3Client(role, new AmazonS3Config { ForcePathStyle = true });
foreach (var bucket in (await s3.ListBucketsAsync()).Buckets)
{
    Console.WriteLine(bucket.BucketName);
}
