// AWS SDK for Java 1.x: signed chunks, the transfer manager, both list versions, presigned URLs. Prints what happened as
// JSON.

import com.amazonaws.AmazonServiceException;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerBuilder;
import com.amazonaws.services.securitytoken.AWSSecurityTokenService;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.AssumeRoleRequest;
import com.amazonaws.services.securitytoken.model.Credentials;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.Random;
import org.json.JSONObject;

public class Run {
    static JSONObject plan;

    static AWSStaticCredentialsProvider of(String name) {
        JSONObject keys = plan.getJSONObject(name);
        String id = keys.getString("access_key_id"), secret = keys.getString("secret_access_key");
        AWSCredentials found = keys.isNull("session_token")
            ? new BasicAWSCredentials(id, secret)
            : new BasicSessionCredentials(id, secret, keys.getString("session_token"));
        return new AWSStaticCredentialsProvider(found);
    }

    static EndpointConfiguration endpoint() {
        return new EndpointConfiguration(plan.getString("endpoint"), "us-east-1");
    }

    static AWSSecurityTokenService sts(AWSStaticCredentialsProvider who) {
        return AWSSecurityTokenServiceClientBuilder.standard().withEndpointConfiguration(endpoint()).withCredentials(who).build();
    }

    static AmazonS3 s3(AWSStaticCredentialsProvider who) {
        return AmazonS3ClientBuilder.standard().withEndpointConfiguration(endpoint()).withPathStyleAccessEnabled(true)
            .withCredentials(who).build();
    }

    public static void main(String[] args) throws Exception {
        plan = new JSONObject(Files.readString(Path.of(System.getenv("PLAN"))));
        JSONObject results = new JSONObject();
        String bucket = plan.getString("bucket");
        Credentials role = sts(of("key")).assumeRole(new AssumeRoleRequest().withRoleArn(plan.getString("role"))
            .withRoleSessionName("java-v1").withSerialNumber(plan.getString("serial"))
            .withTokenCode(plan.getString("code"))).getCredentials();
        var assumed = new AWSStaticCredentialsProvider(new BasicSessionCredentials(
            role.getAccessKeyId(), role.getSecretAccessKey(), role.getSessionToken()));
        results.put("assumed", sts(assumed).getCallerIdentity(new GetCallerIdentityRequest()).getArn().split(":")[5]);

        AmazonS3 client = s3(of("session"));
        byte[] large = new byte[20 << 20];
        new Random(1).nextBytes(large);
        Path there = Files.createTempFile("run", ".bin");
        Files.write(there, large);
        TransferManager manager = TransferManagerBuilder.standard().withS3Client(client)
            .withMinimumUploadPartSize(5L << 20).withMultipartUploadThreshold(6L << 20).build();
        manager.upload(bucket, "large", there.toFile()).waitForCompletion();
        File back = Files.createTempFile("run", ".bin").toFile();
        manager.download(bucket, "large", back).waitForCompletion();
        results.put("large", Arrays.equals(Files.readAllBytes(back.toPath()), large));
        manager.copy(bucket, "large", bucket, "copied here+").waitForCompletion();
        results.put("copied", client.getObjectMetadata(bucket, "copied here+").getContentLength() == large.length);
        client.putObject(bucket, "small", "small");
        results.put("small", client.getObjectAsString(bucket, "small"));
        results.put("listed_1", client.listObjects(bucket).getObjectSummaries().size());
        results.put("listed_2", client.listObjectsV2(bucket).getKeyCount());
        var url = client.generatePresignedUrl(bucket, "small", new Date(System.currentTimeMillis() + 300_000));
        results.put("presigned", new String(url.openStream().readAllBytes()));
        try {
            s3(of("key")).listObjectsV2(bucket);
        } catch (AmazonServiceException e) {
            results.put("without_mfa", e.getErrorCode());
        }
        System.out.println(results);
        System.exit(0);
    }
}
