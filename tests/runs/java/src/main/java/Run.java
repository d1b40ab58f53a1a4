// AWS SDK for Java 2.x: the provider that assumes a role with a code, sync, async and CRT clients, the transfer manager,
// waiters, paginators, the presigner. Prints what happened as JSON.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.json.JSONObject;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsGetSessionTokenCredentialsProvider;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

public class Run {
    static JSONObject plan;
    static URI endpoint;
    static String bucket;
    static final JSONObject results = new JSONObject();
    static final byte[] large = new byte[20 << 20];

    interface Step {
        void run() throws Exception;
    }

    static Object code(Step step) throws Exception {
        try {
            step.run();
            return JSONObject.NULL;
        } catch (CompletionException e) {
            return ((AwsServiceException) e.getCause()).awsErrorDetails().errorCode();
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    static AwsCredentialsProvider of(String name) {
        JSONObject keys = plan.getJSONObject(name);
        String id = keys.getString("access_key_id"), secret = keys.getString("secret_access_key");
        return StaticCredentialsProvider.create(keys.isNull("session_token")
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, keys.getString("session_token")));
    }

    static StsClient sts(AwsCredentialsProvider who) {
        return StsClient.builder().endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(who).build();
    }

    static S3Client s3(AwsCredentialsProvider who) {
        return S3Client.builder().endpointOverride(endpoint).region(Region.US_EAST_1).forcePathStyle(true)
            .credentialsProvider(who).build();
    }

    public static void main(String[] args) throws Exception {
        plan = new JSONObject(Files.readString(Path.of(System.getenv("PLAN"))));
        endpoint = URI.create(plan.getString("endpoint"));
        bucket = plan.getString("bucket");
        new Random(1).nextBytes(large);
        providers();
        S3Client session = s3(of("session"));
        reads(session);
        try (S3AsyncClient async = S3AsyncClient.builder().endpointOverride(endpoint).region(Region.US_EAST_1)
                .forcePathStyle(true).credentialsProvider(of("session")).multipartEnabled(true).build()) {
            transfers("netty", async);
        }
        try (S3AsyncClient crt = S3AsyncClient.crtBuilder().endpointOverride(endpoint).region(Region.US_EAST_1)
                .forcePathStyle(true).credentialsProvider(of("session")).build()) {
            transfers("crt", crt);
        }
        results.put("without_mfa", code(() -> s3(of("key")).listObjectsV2(r -> r.bucket(bucket))));
        System.out.println(results);
        System.exit(0);
    }

    static void providers() throws Exception {
        StsClient sts = sts(of("key"));
        var role = StsAssumeRoleCredentialsProvider.builder().stsClient(sts).refreshRequest(r -> r
            .roleArn(plan.getString("role")).roleSessionName("java").serialNumber(plan.getString("serial"))
            .tokenCode(plan.getString("code"))).build();
        String arn = sts(role).getCallerIdentity().arn();
        results.put("assumed", arn.split(":")[5]);
        results.put("code_again", code(() -> sts.getSessionToken(r -> r
            .serialNumber(plan.getString("serial")).tokenCode(plan.getString("code")))));
        // without a code the session is one without MFA
        var plain = StsGetSessionTokenCredentialsProvider.builder().stsClient(sts).build();
        results.put("session_without_mfa", code(() -> s3(plain).listObjectsV2(r -> r.bucket(bucket))));
        IamClient iam = IamClient.builder().endpointOverride(endpoint).region(Region.AWS_GLOBAL)
            .credentialsProvider(of("session")).build();
        results.put("user", iam.getUser().user().userName().equals(plan.getString("user")));
    }

    static void reads(S3Client client) throws Exception {
        for (ChecksumAlgorithm algorithm : new ChecksumAlgorithm[] {
                null, ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256}) {
            client.putObject(r -> r.bucket(bucket).key("small/" + algorithm).checksumAlgorithm(algorithm),
                RequestBody.fromString("small"));
        }
        client.waiter().waitUntilObjectExists(r -> r.bucket(bucket).key("small/null"),
            o -> o.waitTimeout(Duration.ofSeconds(10)));
        client.copyObject(r -> r.sourceBucket(bucket).sourceKey("small/null").destinationBucket(bucket)
            .destinationKey("copied here+"));
        results.put("copied", client.getObjectAsBytes(r -> r.bucket(bucket).key("copied here+")).asUtf8String());
        results.put("listed", client.listObjectsV2Paginator(r -> r.bucket(bucket).maxKeys(2)).contents().stream().count());
        S3Presigner presigner = S3Presigner.builder().endpointOverride(endpoint).region(Region.US_EAST_1)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(of("session")).build();
        var url = presigner.presignGetObject(r -> r.signatureDuration(Duration.ofMinutes(5))
            .getObjectRequest(g -> g.bucket(bucket).key("copied here+"))).url();
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(url.toURI()).build(),
            HttpResponse.BodyHandlers.ofString());
        results.put("presigned", answer.body());
        results.put("missing", code(() -> client.getObjectAsBytes(r -> r.bucket(bucket).key("not there"))));
    }

    static void transfers(String name, S3AsyncClient client) throws Exception {
        try (S3TransferManager manager = S3TransferManager.builder().s3Client(client).build()) {
            Path there = Files.createTempFile("run", ".bin"), back = Files.createTempFile("run", ".bin");
            Files.write(there, large);
            String key = "large/" + name;
            manager.uploadFile(r -> r.source(there).putObjectRequest(p -> p.bucket(bucket).key(key)))
                .completionFuture().join();
            // part by part, as the SDK does by default
            manager.downloadFile(r -> r.destination(back).getObjectRequest(g -> g.bucket(bucket).key(key)))
                .completionFuture().join();
            results.put("transfer_" + name, Arrays.equals(Files.readAllBytes(back), large));
            client.putObject(r -> r.bucket(bucket).key("small/" + name), AsyncRequestBody.fromString("small")).join();
            results.put("async_" + name, client.getObject(r -> r.bucket(bucket).key("small/" + name),
                AsyncResponseTransformer.toBytes()).join().asUtf8String());
        }
    }
}
