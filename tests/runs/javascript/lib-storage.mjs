// lib-storage of JavaScript v3: uploads in parts at once, from a stream of unknown length, aborted; waiters, paginators.
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
  waitUntilObjectExists,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { plan, refusal, tell } from "./plan.mjs";

const client = (who) =>
  new S3Client({
    endpoint: plan.endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: {
      accessKeyId: who.access_key_id,
      secretAccessKey: who.secret_access_key,
      sessionToken: who.session_token ?? undefined,
    },
  });
const s3 = client(plan.session);
const Bucket = plan.bucket;
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
const read = async (Key) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return digest(await Body.transformToByteArray());
};

const large = randomBytes(16 * 1024 * 1024);
const upload = new Upload({ client: s3, params: { Bucket, Key: "large", Body: large }, queueSize: 4 });
let progress = 0;
upload.on("httpUploadProgress", ({ loaded }) => (progress = Math.max(progress, loaded)));
await upload.done();

function* pieces() {
  for (let at = 0; at < large.length; at += 100_000) yield large.subarray(at, at + 100_000);
}
const streamed = new Upload({ client: s3, params: { Bucket, Key: "stream ed+", Body: Readable.from(pieces()) } });
await streamed.done();

const algorithms = {};
for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "SHA1", "SHA256"]) {
  const Key = `sum/${ChecksumAlgorithm}`;
  await new Upload({ client: s3, params: { Bucket, Key, Body: large, ChecksumAlgorithm } }).done();
  algorithms[ChecksumAlgorithm] = (await read(Key)) === digest(large);
}

const stopped = new Upload({ client: s3, params: { Bucket, Key: "stopped", Body: large }, queueSize: 1 });
stopped.once("httpUploadProgress", () => stopped.abort());
const aborted = await refusal(() => stopped.done());
const left = await s3.send(new ListMultipartUploadsCommand({ Bucket }));

await waitUntilObjectExists({ client: s3, maxWaitTime: 60 }, { Bucket, Key: "large" });
const keys = [];
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket })) {
  keys.push(...page.Contents.map(({ Key }) => Key));
}
const withoutMfa = () => client(plan.key).send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
tell({
  progress: progress === large.length,
  large: (await read("large")) === digest(large),
  streamed: (await read("stream ed+")) === digest(large),
  algorithms,
  aborted,
  left: (left.Uploads ?? []).map(({ Key }) => Key).filter((Key) => Key !== "stopped"),
  keys,
  without_mfa: await refusal(withoutMfa),
});
