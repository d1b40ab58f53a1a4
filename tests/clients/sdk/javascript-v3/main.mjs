// AWS SDK for JavaScript v3: an MFA callback, temporary credentials, presigning. Prints what happened as JSON.
import { GetObjectCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { readFileSync } from "node:fs";

const plan = JSON.parse(readFileSync(process.env.PLAN, "utf8"));
const region = plan.region;
const longTerm = { accessKeyId: plan.access_key_id, secretAccessKey: plan.secret_access_key };
const sts = (credentials) => new STSClient({ region, credentials });
const s3 = (credentials) => new S3Client({ region, credentials, forcePathStyle: true });
const results = {};

async function step(name, action) {
  try {
    results[name] = await action();
  } catch (error) {
    results[name] = error.name;
  }
}

const assume = { RoleArn: plan.role_arn, RoleSessionName: "javascript-v3", ExternalId: plan.external_id };
const identity = async (credentials) => (await sts(credentials).send(new GetCallerIdentityCommand({}))).Arn;
const buckets = async (credentials) =>
  (await s3(credentials).send(new ListBucketsCommand({}))).Buckets.map((bucket) => bucket.Name);

await step("identity", () => identity(longTerm));
await step("wrong_secret", () => identity({ ...longTerm, secretAccessKey: "x".repeat(40) }));
await step("list_without_mfa", () => buckets(longTerm));
await step("assume_without_mfa", () => sts(longTerm).send(new AssumeRoleCommand(assume)));
await step("assume_wrong_code", () =>
  sts(longTerm).send(new AssumeRoleCommand({ ...assume, SerialNumber: plan.serial, TokenCode: plan.wrong_code })),
);
const provider = fromTemporaryCredentials({
  masterCredentials: longTerm,
  params: { ...assume, SerialNumber: plan.serial, DurationSeconds: 900 },
  mfaCodeProvider: async (serial) => (serial === plan.serial ? plan.code : "000000"),
  clientConfig: { region },
});
// asked once for all clients: a code works once
let assuming;
const assumed = () => (assuming ??= provider());
await step("assumed_identity", () => identity(assumed));
await step("buckets", () => buckets(assumed));
await step("reused_code", () =>
  sts(longTerm).send(new GetSessionTokenCommand({ SerialNumber: plan.serial, TokenCode: plan.code })),
);
await step("expired", () =>
  buckets({
    accessKeyId: plan.expired.AccessKeyId,
    secretAccessKey: plan.expired.SecretAccessKey,
    sessionToken: plan.expired.SessionToken,
  }),
);
await step("presigned", async () => {
  const command = new GetObjectCommand({ Bucket: plan.bucket, Key: plan.key });
  const url = await getSignedUrl(s3(assumed), command, { expiresIn: 60 });
  return (await fetch(url)).text();
});
console.log(JSON.stringify(results));
