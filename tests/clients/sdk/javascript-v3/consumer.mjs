// AWS SDK for JavaScript v3 with nothing but its default chain. Prints who it is, by which key, from where, and what only
// MFA may list.
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const sts = new STSClient();
const { accessKeyId, $source } = await sts.config.credentials();
const found = {
  arn: (await sts.send(new GetCallerIdentityCommand())).Arn,
  key: accessKeyId,
  provider: Object.keys($source).sort().join(),
};
try {
  found.buckets = (await new S3Client().send(new ListBucketsCommand())).Buckets.map((bucket) => bucket.Name);
} catch (error) {
  found.buckets = error.name;
}
console.log(JSON.stringify(found));
