import AWSS3
import AWSSTS
import AWSSDKIdentity
import Foundation
import SmithyIdentity

let environment = ProcessInfo.processInfo.environment
let serial = environment["MFA_SERIAL"]!
print("Enter MFA code for \(serial): ", terminator: "")
let code = readLine()!
let sts = try await STSClient(config: STSClient.STSClientConfiguration(endpoint: environment["AWS_ENDPOINT_URL"]))
let assumed = try await sts.assumeRole(
    input: AssumeRoleInput(
        roleArn: environment["ROLE_ARN"], roleSessionName: "swift-example", serialNumber: serial, tokenCode: code))
let role = assumed.credentials!
let credentials = try StaticAWSCredentialIdentityResolver(
    AWSCredentialIdentity(accessKey: role.accessKeyId!, secret: role.secretAccessKey!, sessionToken: role.sessionToken!))
let asRole = try await STSClient(
    config: STSClient.STSClientConfiguration(
        awsCredentialIdentityResolver: credentials, endpoint: environment["AWS_ENDPOINT_URL"]))
print(try await asRole.getCallerIdentity(input: GetCallerIdentityInput()).arn!)
let s3 = try await S3Client(
    config: S3Client.S3ClientConfiguration(
        awsCredentialIdentityResolver: credentials, forcePathStyle: true, endpoint: environment["AWS_ENDPOINT_URL"]))
for bucket in try await s3.listBuckets(input: ListBucketsInput()).buckets ?? [] {
    print(bucket.name!)
}
