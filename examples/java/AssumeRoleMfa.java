import java.net.URI;
import java.util.Scanner;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

public class AssumeRoleMfa {
    public static void main(String[] args) {
        URI endpoint = URI.create(System.getenv("AWS_ENDPOINT_URL"));
        String serial = System.getenv("MFA_SERIAL");
        System.out.printf("Enter MFA code for %s: ", serial);
        String code = new Scanner(System.in).nextLine().strip();
        try (StsClient sts = StsClient.builder().endpointOverride(endpoint).build()) {
            var role = sts.assumeRole(request -> request
                    .roleArn(System.getenv("ROLE_ARN"))
                    .roleSessionName("java-example")
                    .serialNumber(serial)
                    .tokenCode(code))
                .credentials();
            var credentials = StaticCredentialsProvider.create(AwsSessionCredentials.create(
                role.accessKeyId(), role.secretAccessKey(), role.sessionToken()));
            try (StsClient asRole = StsClient.builder().endpointOverride(endpoint).credentialsProvider(credentials).build();
                 S3Client s3 = S3Client.builder().endpointOverride(endpoint).forcePathStyle(true)
                     .credentialsProvider(credentials).build()) {
                System.out.println(asRole.getCallerIdentity().arn());
                s3.listBuckets().buckets().forEach(bucket -> System.out.println(bucket.name()));
            }
        }
    }
}
