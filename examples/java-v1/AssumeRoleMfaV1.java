import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.AssumeRoleRequest;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;
import java.util.Scanner;

public class AssumeRoleMfaV1 {
    public static void main(String[] args) {
        var endpoint = new EndpointConfiguration(System.getenv("AWS_ENDPOINT_URL"), System.getenv("AWS_REGION"));
        String serial = System.getenv("MFA_SERIAL");
        System.out.printf("Enter MFA code for %s: ", serial);
        String code = new Scanner(System.in).nextLine().strip();
        var sts = AWSSecurityTokenServiceClientBuilder.standard().withEndpointConfiguration(endpoint).build();
        var role = sts.assumeRole(new AssumeRoleRequest()
                .withRoleArn(System.getenv("ROLE_ARN"))
                .withRoleSessionName("java-v1-example")
                .withSerialNumber(serial)
                .withTokenCode(code))
            .getCredentials();
        var credentials = new AWSStaticCredentialsProvider(new BasicSessionCredentials(
            role.getAccessKeyId(), role.getSecretAccessKey(), role.getSessionToken()));
        var asRole = AWSSecurityTokenServiceClientBuilder.standard().withEndpointConfiguration(endpoint)
            .withCredentials(credentials).build();
        System.out.println(asRole.getCallerIdentity(new GetCallerIdentityRequest()).getArn());
        var s3 = AmazonS3ClientBuilder.standard().withEndpointConfiguration(endpoint).withPathStyleAccessEnabled(true)
            .withCredentials(credentials).build();
        s3.listBuckets().forEach(bucket -> System.out.println(bucket.getName()));
    }
}
