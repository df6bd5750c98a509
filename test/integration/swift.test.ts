import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dateOfDay, dayOfDate } from "../../src/market/calendar/calendar.ts";
import { parseTimeframe } from "../../src/market/timeframe.ts";
import { Secret } from "../../src/platform/secrets/secret.ts";
import { loadBars } from "../../src/project/load-bars.ts";
import { syntheticMarketFiles } from "../../src/sources/polygon/emulator/synthetic-market-files.ts";
import { syntheticTickers } from "../../src/sources/polygon/emulator/synthetic-market-tickers.ts";
import { type FlatFileBucket, flatFileBucket } from "../../src/sources/polygon/flat-files/flat-file-bucket.ts";
import { flatFileKey } from "../../src/sources/polygon/flat-files/flat-file-layout.ts";
import { flatFileSource } from "../../src/sources/polygon/flat-files/flat-file-source.ts";
import { hasSwift, type Swift, startSwift } from "../support/swift.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Against a store that isn't ours: OpenStack Swift, which speaks S3 and checks signatures. Skipped where it isn't installed. */
describe.skipIf(!hasSwift)("flat files from OpenStack Swift", () => {
  const FOLDER = "us_stocks_sip/minute_aggs_v1";
  const dayKey = (date: string) => flatFileKey(FOLDER, Date.parse(date) / 86_400_000);
  const DATES = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-02-01"];
  const LARGE = "us_stocks_sip/trades_v1/2024/01/2024-01-02.csv.gz";
  const large = gzipSync(randomBytes(12 << 20), { level: 0 });

  const clientOf = ({ endpoint, keys: credentials }: Swift) =>
    new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials,
      requestChecksumCalculation: "WHEN_REQUIRED",
      // Swift answers 503 while its own servers are slow.
      maxAttempts: 10,
    });

  let swift: Swift;
  let bucket: FlatFileBucket;

  beforeAll(async () => {
    swift = await startSwift();
    const client = clientOf(swift);
    const Bucket = "flatfiles";
    await client.send(new CreateBucketCommand({ Bucket }));
    for (const date of DATES) {
      await client.send(new PutObjectCommand({ Bucket, Key: dayKey(date), Body: gzipSync(`rows of ${date}\n`) }));
    }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: LARGE }));
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let at = 0, PartNumber = 1; at < large.length; at += 5 << 20, PartNumber++) {
      const Body = large.subarray(at, at + (5 << 20));
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key: LARGE, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: LARGE, UploadId, MultipartUpload: { Parts } }));
    client.destroy();
    bucket = flatFileBucket({ endpoint: swift.endpoint, keys: swift.keys, partBytes: 1 << 20, connections: 4 });
  }, 120_000);

  afterAll(() => {
    bucket?.close();
    swift?.stop();
  });

  it("lists days and reads one", async () => {
    const source = flatFileSource({ bucket });
    const range = { from: Date.parse("2024-01-03T12:00:00Z"), to: Date.parse("2024-02-01T12:00:00Z") };
    const request = { symbol: "SPY", dataset: "bars", timeframe: parseTimeframe("1m"), ...range } as const;
    const days = await source.listDays(request, {});
    expect(days.map(({ day }) => dateOfDay(day))).toEqual(DATES.slice(1));
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.openDay(days[0]!, {})) chunks.push(chunk);
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe("rows of 2024-01-03\n");
  });

  it("reads and downloads an object of several parts over several connections", async () => {
    const object = await bucket.head(LARGE, {});
    expect(object.byteLength).toBe(large.length);
    const hash = createHash("sha256");
    for await (const chunk of bucket.read(object, {})) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(large).digest("hex"));
    const path = join(temporaryFolder(), "large.csv.gz");
    await bucket.download(object, path, {});
    expect(readFileSync(path).equals(large)).toBe(true);
  });

  it("is a vendor of the cache: a run's prices come once, and are there without it", async () => {
    const market = { seed: 7, tickers: syntheticTickers(1), from: dayOfDate(2026, 1, 2), to: dayOfDate(2026, 1, 7) };
    const client = clientOf(swift);
    for (const [Key, content] of syntheticMarketFiles({ ...market, datasets: ["minute_aggs_v1"] })) {
      const Body = typeof content === "function" ? content() : content;
      await client.send(new PutObjectCommand({ Bucket: "flatfiles", Key, Body }));
    }
    client.destroy();
    const keys: Readonly<Record<string, string>> = {
      MASSIVE_FLATFILES_ACCESS_KEY_ID: swift.keys.accessKeyId,
      MASSIVE_FLATFILES_SECRET_ACCESS_KEY: swift.keys.secretAccessKey,
    };
    const findKey = async (name: string) => (keys[name] === undefined ? null : new Secret(keys[name]));
    const folder = temporaryFolder();
    const address = "polygon:QAAA@5m?from=2026-01-05&to=2026-01-07&adjust=none";
    const from = (endpoint: string) =>
      loadBars(address, { vendors: { cacheFolder: folder, polygon: { endpoint, findKey } } });
    const bars = await from(swift.endpoint);
    expect(new Set(bars.session).size).toBe(3);
    expect(await from("http://127.0.0.1:1")).toEqual(bars);
  }, 60_000);

  it("refuses another version, an object that isn't there, a wrong key and a wrong secret", async () => {
    const listed = await bucket.head(dayKey("2024-01-02"), {});
    const read = async (from: FlatFileBucket, etag: string) => {
      for await (const _ of from.read({ ...listed, etag }, {}));
    };
    await read(bucket, listed.etag);
    await expect(read(bucket, "0123456789abcdef0123456789abcdef")).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_REPLACED",
    });
    await expect(bucket.head(dayKey("2024-01-06"), {})).rejects.toMatchObject({ code: "BACKSIGHT_REMOTE_ABSENT" });
    for (const keys of [
      { ...swift.keys, secretAccessKey: "canary-wrong" },
      { accessKeyId: "test:stranger", secretAccessKey: "canary-wrong" },
    ]) {
      const other = flatFileBucket({ endpoint: swift.endpoint, keys });
      const refused = { code: "BACKSIGHT_REMOTE_KEY", message: expect.not.stringContaining("canary") };
      await expect(other.list(FOLDER, undefined, {}).next()).rejects.toMatchObject(refused);
      await expect(other.head(dayKey("2024-01-02"), {})).rejects.toMatchObject(refused);
      other.close();
    }
  });
});
