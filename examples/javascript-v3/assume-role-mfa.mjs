import { createInterface } from "node:readline/promises";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";

// the SDK reads AWS_ENDPOINT_URL; path style, since buckets have no host names of their own here
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const credentials = await fromTemporaryCredentials({
  params: {
    RoleArn: process.env.ROLE_ARN,
    RoleSessionName: "javascript-v3-example",
    SerialNumber: process.env.MFA_SERIAL,
  },
  mfaCodeProvider: (serial) => terminal.question(`Enter MFA code for ${serial}: `),
})();
terminal.close();
const { Arn } = await new STSClient({ credentials }).send(new GetCallerIdentityCommand({}));
console.log(Arn);
const { Buckets } = await new S3Client({ credentials, forcePathStyle: true }).send(new ListBucketsCommand({}));
for (const bucket of Buckets) console.log(bucket.Name);
