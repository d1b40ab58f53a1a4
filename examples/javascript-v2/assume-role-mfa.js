const readline = require("node:readline/promises");
const AWS = require("aws-sdk");

// this SDK does not read AWS_ENDPOINT_URL
AWS.config.update({ region: process.env.AWS_REGION, endpoint: process.env.AWS_ENDPOINT_URL });

(async () => {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const code = await terminal.question(`Enter MFA code for ${process.env.MFA_SERIAL}: `);
  terminal.close();
  const role = { RoleArn: process.env.ROLE_ARN, RoleSessionName: "javascript-v2-example" };
  const mfa = { SerialNumber: process.env.MFA_SERIAL, TokenCode: code };
  const { Credentials } = await new AWS.STS().assumeRole({ ...role, ...mfa }).promise();
  const credentials = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
  console.log((await new AWS.STS(credentials).getCallerIdentity().promise()).Arn);
  const s3 = new AWS.S3({ ...credentials, s3ForcePathStyle: true });
  for (const bucket of (await s3.listBuckets().promise()).Buckets) console.log(bucket.Name);
})();
