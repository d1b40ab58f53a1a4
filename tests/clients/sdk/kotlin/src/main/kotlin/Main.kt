// AWS SDK for Kotlin: a role assumed with a code. Prints what happened as JSON.

import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.sts.StsClient
import aws.sdk.kotlin.services.sts.assumeRole
import aws.sdk.kotlin.services.sts.getCallerIdentity
import aws.smithy.kotlin.runtime.ServiceException
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.net.url.Url
import java.io.File
import kotlin.system.exitProcess
import org.json.JSONArray
import org.json.JSONObject

val plan = JSONObject(File(System.getenv("PLAN")).readText())
val results = JSONObject()

suspend fun step(name: String, attempt: suspend () -> Any?) {
    val outcome = try {
        attempt()
    } catch (error: ServiceException) {
        error.sdkErrorMetadata.errorCode
    }
    results.put(name, outcome)
}

fun provider(who: Credentials) = StaticCredentialsProvider(who)

fun credentials(of: JSONObject) =
    Credentials(of.getString("AccessKeyId"), of.getString("SecretAccessKey"), of.getString("SessionToken"))

suspend fun <T> sts(who: Credentials, use: suspend (StsClient) -> T): T {
    val client = StsClient {
        endpointUrl = Url.parse(plan.getString("endpoint"))
        region = plan.getString("region")
        credentialsProvider = provider(who)
    }
    return client.use { use(it) }
}

suspend fun identity(who: Credentials) = sts(who) { it.getCallerIdentity {}.arn }

suspend fun buckets(who: Credentials): JSONArray {
    val client = S3Client {
        endpointUrl = Url.parse(plan.getString("endpoint"))
        region = plan.getString("region")
        forcePathStyle = true
        credentialsProvider = provider(who)
    }
    return client.use { s3 -> JSONArray(s3.listBuckets {}.buckets.orEmpty().map { it.name }) }
}

suspend fun assumed(key: Credentials, code: String?): Credentials = sts(key) { client ->
    val role = client.assumeRole {
        roleArn = plan.getString("role_arn")
        roleSessionName = "kotlin"
        externalId = plan.getString("external_id")
        if (code != null) {
            serialNumber = plan.getString("serial")
            tokenCode = code
        }
    }.credentials!!
    Credentials(role.accessKeyId, role.secretAccessKey, role.sessionToken)
}

suspend fun main() {
    val id = plan.getString("access_key_id")
    val key = Credentials(id, plan.getString("secret_access_key"))
    step("identity") { identity(key) }
    step("wrong_secret") { identity(Credentials(id, "x".repeat(40))) }
    step("list_without_mfa") { buckets(key) }
    step("assume_without_mfa") { identity(assumed(key, null)) }
    step("assume_wrong_code") { identity(assumed(key, plan.getString("wrong_code"))) }
    val role = assumed(key, plan.getString("code"))
    step("assumed_identity") { identity(role) }
    step("buckets") { buckets(role) }
    step("reused_code") { identity(assumed(key, plan.getString("code"))) }
    step("expired") { buckets(credentials(plan.getJSONObject("expired"))) }
    println(results)
    exitProcess(0)
}
