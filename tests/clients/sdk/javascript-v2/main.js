// AWS SDK for JavaScript v2: assumeRole, then getCallerIdentity with the new credentials. Prints what happened as JSON.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = "1";
const AWS = require("aws-sdk");
const plan = JSON.parse(require("node:fs").readFileSync(process.env.PLAN, "utf8"));

// this SDK does not read AWS_ENDPOINT_URL
const common = { region: plan.region, endpoint: plan.endpoint, maxRetries: 0 };
const longTerm = { accessKeyId: plan.access_key_id, secretAccessKey: plan.secret_access_key };
const sts = (credentials) => new AWS.STS({ ...common, ...credentials });
const s3 = (credentials) => new AWS.S3({ ...common, ...credentials, s3ForcePathStyle: true, signatureVersion: "v4" });
const temporary = (c) => ({
  accessKeyId: c.AccessKeyId,
  secretAccessKey: c.SecretAccessKey,
  sessionToken: c.SessionToken,
});
const results = {};

async function step(name, action) {
  try {
    results[name] = await action();
  } catch (error) {
    results[name] = error.code;
  }
}

(async () => {
  const assume = { RoleArn: plan.role_arn, RoleSessionName: "javascript-v2", ExternalId: plan.external_id };
  const identity = async (credentials) => (await sts(credentials).getCallerIdentity().promise()).Arn;
  const buckets = async (credentials) =>
    (await s3(credentials).listBuckets().promise()).Buckets.map((bucket) => bucket.Name);
  await step("identity", () => identity(longTerm));
  await step("wrong_secret", () => identity({ ...longTerm, secretAccessKey: "x".repeat(40) }));
  await step("list_without_mfa", () => buckets(longTerm));
  await step("assume_without_mfa", () => sts(longTerm).assumeRole(assume).promise());
  const withCode = (code) => ({ ...assume, SerialNumber: plan.serial, TokenCode: code });
  await step("assume_wrong_code", () => sts(longTerm).assumeRole(withCode(plan.wrong_code)).promise());
  const answer = await sts(longTerm).assumeRole(withCode(plan.code)).promise();
  await step("assumed_identity", () => identity(temporary(answer.Credentials)));
  await step("buckets", () => buckets(temporary(answer.Credentials)));
  await step("reused_code", () => sts(longTerm).assumeRole(withCode(plan.code)).promise());
  await step("expired", () => buckets(temporary(plan.expired)));
  console.log(JSON.stringify(results));
})();
