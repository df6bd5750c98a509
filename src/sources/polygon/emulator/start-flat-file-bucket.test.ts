import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  type ListObjectsCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { seededFaults } from "./flat-file-bucket-faults.ts";
import { type FlatFileBucketServerOptions, startFlatFileBucket } from "./start-flat-file-bucket.ts";

const KEYS = { accessKeyId: "id", secretAccessKey: "secret" };
const Bucket = "flatfiles";
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** The emulator with the S3 package's own client: what it signs and reads is the measure. */
async function bench(keys: readonly string[], options: Partial<FlatFileBucketServerOptions> = {}) {
  const objects = keys.map((key) => [key, Buffer.from(`content of ${key}`)] as const);
  const server = await startFlatFileBucket({ objects, keys: KEYS, ...options });
  const client = new S3Client({
    endpoint: server.endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: KEYS,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  open.push(() => client.destroy(), server.close);
  return { server, client };
}

describe("lists", () => {
  /** What a list with a delimiter holds, said plainly. */
  function plainList(keys: readonly string[], prefix: string, delimiter: string): string[] {
    const names = keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => {
        const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
        return end === -1 ? key : key.slice(0, end + delimiter.length);
      });
    return [...new Set(names)].sort();
  }

  const key = fc.stringMatching(/^[ab]([/ab&<"' +~()*!é]{0,5}[ab])?$/);

  it("both versions give every key and folder once, page by page", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 12 }),
        fc.constantFrom("", "a", "a/", "b"),
        fc.constantFrom("", "/"),
        fc.integer({ min: 1, max: 5 }),
        async (keys, Prefix, delimiter, MaxKeys) => {
          const { client, server } = await bench(keys);
          const common = { Bucket, Prefix, MaxKeys, ...(delimiter !== "" && { Delimiter: delimiter }) };
          const namesOf = ({
            Contents = [],
            CommonPrefixes = [],
          }: ListObjectsV2CommandOutput | ListObjectsCommandOutput) => [
            ...Contents.map((one) => one.Key!),
            ...CommonPrefixes.map((one) => one.Prefix!),
          ];
          const second: string[] = [];
          let token: string | undefined;
          do {
            const page = await client.send(
              new ListObjectsV2Command({ ...common, ...(token !== undefined && { ContinuationToken: token }) }),
            );
            expect(namesOf(page)).toHaveLength(page.KeyCount ?? -1);
            second.push(...namesOf(page));
            token = page.NextContinuationToken;
          } while (token !== undefined);
          const first: string[] = [];
          let marker: string | undefined;
          do {
            const page = await client.send(
              new ListObjectsCommand({ ...common, ...(marker !== undefined && { Marker: marker }) }),
            );
            first.push(...namesOf(page));
            marker = page.NextMarker;
          } while (marker !== undefined);
          const expected = plainList(keys, Prefix, delimiter);
          expect(second.sort()).toEqual(expected);
          expect(first.sort()).toEqual(expected);
          client.destroy();
          await server.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it("name size, date, ETag and class of each, from after a key", async () => {
    const now = Date.now();
    const { client } = await bench(["a", "b&c", "d"], { now: () => now });
    const page = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: "a", EncodingType: "url" }));
    expect(page).toMatchObject({ Name: "flatfiles", MaxKeys: 1000, IsTruncated: false, KeyCount: 2 });
    expect(page.Contents?.[1]).toEqual({
      Key: "d",
      ETag: '"effde88643663a8a7ca4101a06337b0f"',
      Size: 12,
      LastModified: new Date(now),
      StorageClass: "STANDARD",
    });
  });
});

describe("objects", () => {
  it("are given whole and in ranges, with keys that need escaping", async () => {
    const key = "a b/ü+(1)'~*!.csv.gz";
    const { client } = await bench([key]);
    const get = async (Range?: string) => {
      const answer = await client.send(
        new GetObjectCommand({ Bucket, Key: key, ...(Range !== undefined && { Range }) }),
      );
      return [await answer.Body?.transformToString(), answer.ContentRange, answer.$metadata.httpStatusCode];
    };
    const text = `content of ${key}`;
    const size = Buffer.byteLength(text);
    expect(await get()).toEqual([text, undefined, 200]);
    expect(await get("bytes=0-6")).toEqual(["content", `bytes 0-6/${size}`, 206]);
    expect(await get("bytes=3-")).toEqual([text.slice(3), `bytes 3-${size - 1}/${size}`, 206]);
    expect(await get("bytes=-3")).toEqual([".gz", `bytes ${size - 3}-${size - 1}/${size}`, 206]);
    expect(await get("bytes=3-9999")).toEqual([text.slice(3), `bytes 3-${size - 1}/${size}`, 206]);
    await expect(get(`bytes=${size}-`)).rejects.toMatchObject({ name: "InvalidRange" });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
    expect(head.ContentLength).toBe(size);
  });

  it("change their ETag with their content, and go", async () => {
    const { client, server } = await bench(["x"]);
    const etag = async () => (await client.send(new HeadObjectCommand({ Bucket, Key: "x" }))).ETag;
    const before = await etag();
    server.put("x", Buffer.from("other"));
    expect(await etag()).not.toBe(before);
    await expect(client.send(new GetObjectCommand({ Bucket, Key: "x", IfMatch: before }))).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    server.remove("x");
    await expect(client.send(new GetObjectCommand({ Bucket, Key: "x" }))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("are made only when they are asked for", async () => {
    let made = 0;
    const content = () => Buffer.from(String(++made));
    const { client } = await bench([], { objects: [["lazy", content]] });
    await client.send(new ListObjectsV2Command({ Bucket, Prefix: "other" }));
    expect(made).toBe(0);
    await client.send(new ListObjectsV2Command({ Bucket }));
    await client.send(new GetObjectCommand({ Bucket, Key: "lazy" }));
    expect(made).toBe(1);
  });
});

describe("refusals", () => {
  it("an unsigned request, a foreign bucket, a write", async () => {
    const { client, server } = await bench(["x"]);
    const unsigned = await fetch(`${server.endpoint}/flatfiles/x`);
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain("<Code>AccessDenied</Code>");
    await expect(client.send(new ListObjectsV2Command({ Bucket: "mine" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
    await expect(client.send(new PutObjectCommand({ Bucket, Key: "y", Body: "1" }))).rejects.toMatchObject({
      name: "MethodNotAllowed",
    });
  });
});

describe("seededFaults", () => {
  it("goes by the request, not by the order, and keeps its share", () => {
    const plan = seededFaults(3, 0.3, ["cut", "slow-down"]);
    const request = (i: number) => ({ method: "GET", key: `k${i}`, range: undefined, repetition: 0 });
    const faults = Array.from({ length: 2000 }, (_, i) => plan(request(i)));
    expect(plan(request(17))).toBe(faults[17]);
    const share = faults.filter((fault) => fault !== undefined).length / faults.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.05); // five standard deviations of 2,000 draws
    expect(new Set(faults)).toEqual(new Set([undefined, "cut", "slow-down"]));
    expect(() => seededFaults(3, 1.5, ["cut"])).toThrow("faults.rate must be from 0 to 1, was 1.5.");
    expect(() => seededFaults(3, 0.5, [])).toThrow("faults.kinds");
  });
});
