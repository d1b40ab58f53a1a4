import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.sts.StsClient
import aws.sdk.kotlin.services.sts.assumeRole
import aws.sdk.kotlin.services.sts.getCallerIdentity
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials

suspend fun main() {
    // the SDK reads AWS_ENDPOINT_URL
    val serial = System.getenv("MFA_SERIAL")
    print("Enter MFA code for $serial: ")
    val code = readln().trim()
    val role = StsClient.fromEnvironment().use { sts ->
        sts.assumeRole {
            roleArn = System.getenv("ROLE_ARN")
            roleSessionName = "kotlin-example"
            serialNumber = serial
            tokenCode = code
        }.credentials!!
    }
    val credentials = StaticCredentialsProvider(Credentials(role.accessKeyId, role.secretAccessKey, role.sessionToken))
    StsClient.fromEnvironment { credentialsProvider = credentials }.use { println(it.getCallerIdentity {}.arn) }
    S3Client.fromEnvironment { credentialsProvider = credentials; forcePathStyle = true }.use { s3 ->
        s3.listBuckets {}.buckets?.forEach { println(it.name) }
    }
}
