// AWS SDK for Java 2.x: the provider that assumes a role with a code. Prints what happened as JSON.

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.json.JSONArray;
import org.json.JSONObject;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

public class Main {
    static JSONObject plan;
    static final JSONObject results = new JSONObject();

    static void step(String name, Supplier<Object> attempt) {
        try {
            results.put(name, attempt.get());
        } catch (AwsServiceException e) {
            results.put(name, e.awsErrorDetails().errorCode());
        }
    }

    static URI endpoint() {
        return URI.create(plan.getString("endpoint"));
    }

    static StsClient sts(AwsCredentialsProvider who) {
        return StsClient.builder().endpointOverride(endpoint()).region(Region.of(plan.getString("region")))
            .credentialsProvider(who).build();
    }

    static Object buckets(AwsCredentialsProvider who) {
        S3Client s3 = S3Client.builder().endpointOverride(endpoint()).region(Region.of(plan.getString("region")))
            .forcePathStyle(true).credentialsProvider(who).build();
        return new JSONArray(s3.listBuckets().buckets().stream().map(bucket -> bucket.name()).toList());
    }

    static AwsCredentialsProvider of(AwsCredentials credentials) {
        return StaticCredentialsProvider.create(credentials);
    }

    static AwsCredentialsProvider assumed(AwsCredentialsProvider key, String code) {
        return StsAssumeRoleCredentialsProvider.builder().stsClient(sts(key)).refreshRequest(request -> {
            request.roleArn(plan.getString("role_arn")).roleSessionName("java").externalId(plan.getString("external_id"));
            if (code != null) {
                request.serialNumber(plan.getString("serial")).tokenCode(code);
            }
        }).build();
    }

    public static void main(String[] args) throws Exception {
        plan = new JSONObject(Files.readString(Path.of(System.getenv("PLAN"))));
        String id = plan.getString("access_key_id");
        AwsCredentialsProvider key = of(AwsBasicCredentials.create(id, plan.getString("secret_access_key")));
        JSONObject old = plan.getJSONObject("expired");
        AwsCredentialsProvider expired = of(AwsSessionCredentials.create(
            old.getString("AccessKeyId"), old.getString("SecretAccessKey"), old.getString("SessionToken")));
        step("identity", () -> sts(key).getCallerIdentity().arn());
        step("wrong_secret", () -> sts(of(AwsBasicCredentials.create(id, "x".repeat(40)))).getCallerIdentity().arn());
        step("list_without_mfa", () -> buckets(key));
        step("assume_without_mfa", () -> sts(assumed(key, null)).getCallerIdentity().arn());
        step("assume_wrong_code", () -> sts(assumed(key, plan.getString("wrong_code"))).getCallerIdentity().arn());
        AwsCredentialsProvider role = assumed(key, plan.getString("code"));
        step("assumed_identity", () -> sts(role).getCallerIdentity().arn());
        step("buckets", () -> buckets(role));
        step("reused_code", () -> sts(assumed(key, plan.getString("code"))).getCallerIdentity().arn());
        step("expired", () -> buckets(expired));
        System.out.println(results);
        System.exit(0);
    }
}
