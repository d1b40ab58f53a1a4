// minio-js: objects, uploads in parts, copies, listings, presigned URLs.
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import * as Minio from "minio";
import { plan, refusal, tell } from "./plan.mjs";

const address = new URL(plan.endpoint);
const client = (who) =>
  new Minio.Client({
    endPoint: address.hostname,
    port: Number(address.port),
    useSSL: false,
    region: "us-east-1",
    accessKey: who.access_key_id,
    secretKey: who.secret_access_key,
    sessionToken: who.session_token ?? undefined,
    partSize: 5 * 1024 * 1024,
  });
const minio = client(plan.session);
const bucket = plan.bucket;
const collect = async (stream) => {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};
const read = async (key) => collect(await minio.getObject(bucket, key));

const large = randomBytes(12 * 1024 * 1024);
await minio.putObject(bucket, "large", Readable.from([large]), large.length);
await minio.putObject(bucket, "a b+c", Buffer.from("small"), 5, { "x-amz-meta-colour": "blue" });
await minio.copyObject(bucket, "copied", `/${bucket}/a b+c`);
const url = await minio.presignedGetObject(bucket, "a b+c", 300);
const put = await minio.presignedPutObject(bucket, "by url", 300);
await fetch(put, { method: "PUT", body: "by url" });
const keys = [];
for await (const found of minio.listObjectsV2(bucket, "", true)) keys.push(found.name);
await minio.removeObjects(bucket, ["by url", "copied"]);
const left = [];
for await (const found of minio.listObjects(bucket, "", true)) left.push(found.name);
tell({
  large: (await read("large")).equals(large),
  small: (await read("a b+c")).toString(),
  metadata: (await minio.statObject(bucket, "a b+c")).metaData.colour,
  presigned: await (await fetch(url)).text(),
  keys: keys.sort(),
  left: left.sort(),
  exists: [await minio.bucketExists(bucket), await minio.bucketExists(`${bucket}-not`)],
  without_mfa: await refusal(() => client(plan.key).putObject(bucket, "x", "x")),
});
