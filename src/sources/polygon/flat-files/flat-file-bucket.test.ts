import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { BacksightError } from "../../../core/errors.ts";
import type { Progress } from "../../../core/progress.ts";
import { randomStream } from "../../../core/random.ts";
import type { BucketFault, FaultPlan } from "../emulator/flat-file-bucket-faults.ts";
import {
  type AnsweredRequest,
  type FlatFileBucketServer,
  type FlatFileBucketServerOptions,
  startFlatFileBucket,
} from "../emulator/start-flat-file-bucket.ts";
import { type FlatFileBucket, type FlatFileBucketOptions, flatFileBucket } from "./flat-file-bucket.ts";
import type { StoredObjectInfo } from "./object-store.ts";

const KEYS = { accessKeyId: "5c2a-access-key-id", secretAccessKey: "canary-secret-5f1d" };
const KEY = "us_stocks_sip/day_aggs_v1/2024/01/2024-01-02.csv.gz";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Incompressible text of a length, the same for the same length, packed. */
function gzipOf(length: number): Uint8Array {
  const draws = randomStream(5, `object of ${length}`);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = draws.nextUint32() & 255;
  return gzipSync(bytes, { level: 1 });
}

const CONTENT = gzipOf(300_000);

interface Bench {
  readonly server: FlatFileBucketServer;
  readonly bucket: FlatFileBucket;
  readonly requests: AnsweredRequest[];
  readonly waits: number[];
}

async function bench(
  serverOptions: Partial<FlatFileBucketServerOptions> = {},
  options: Partial<FlatFileBucketOptions> = {},
): Promise<Bench> {
  const requests: AnsweredRequest[] = [];
  const waits: number[] = [];
  const server = await startFlatFileBucket({
    objects: [[KEY, CONTENT]],
    keys: KEYS,
    onRequest: (request) => requests.push(request),
    ...serverOptions,
  });
  const bucket = flatFileBucket({
    endpoint: server.endpoint,
    keys: KEYS,
    partBytes: 16_384,
    connections: 4,
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  open.push(bucket, server);
  return { server, bucket, requests, waits };
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function readAll(bucket: FlatFileBucket, key = KEY): Promise<Uint8Array> {
  return bytesOf(bucket.read(await bucket.head(key, {}), {}));
}

async function keysOf(objects: AsyncIterable<StoredObjectInfo>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of objects) keys.push(key);
  return keys;
}

/** A plan with one fault for each part of an object: what is asked for again ends where it ended. */
function firstTry(fault: BucketFault): FaultPlan {
  const seen = new Set<string>();
  return ({ method, key, range = "" }) => {
    if (method !== "GET" || key === undefined) return undefined;
    const part = `${key} ${range.slice(range.indexOf("-"))}`;
    if (seen.has(part)) return undefined;
    seen.add(part);
    return fault;
  };
}

describe("reading", () => {
  it("gives an object's bytes in order, in parts, with progress", async () => {
    const { bucket, requests } = await bench();
    const progress: Progress[] = [];
    const object = await bucket.head(KEY, {});
    expect(object).toMatchObject({
      key: KEY,
      byteLength: CONTENT.length,
      etag: createHash("md5").update(CONTENT).digest("hex"),
    });
    const bytes = await bytesOf(bucket.read(object, { onProgress: (one) => progress.push(one) }));
    expect(Buffer.from(CONTENT).equals(bytes)).toBe(true);
    expect(requests.filter(({ kind }) => kind === "get")).toHaveLength(Math.ceil(CONTENT.length / 16_384));
    const total = CONTENT.length;
    expect(progress.at(-1)).toEqual({ task: `downloading ${KEY}`, done: total, total, unit: "bytes" });
    expect(progress.every(({ done }, i) => i === 0 || done > progress[i - 1]!.done)).toBe(true);
  });

  it("asks for no more than a slow receiver can take", async () => {
    const { bucket, requests } = await bench();
    const iterator = bucket.read(await bucket.head(KEY, {}), {});
    await iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests.filter(({ kind }) => kind === "get")).toHaveLength(8); // twice the connections
    await iterator.return();
  });

  it("takes plain bytes only, and signs with its own keys whatever the environment holds", async () => {
    const hostile = {
      AWS_ACCESS_KEY_ID: "environment",
      AWS_SECRET_ACCESS_KEY: "environment",
      AWS_SESSION_TOKEN: "environment",
      AWS_REGION: "eu-west-1",
      AWS_PROFILE: "nobody",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
      AWS_USE_FIPS_ENDPOINT: "true",
      AWS_REQUEST_CHECKSUM_CALCULATION: "when_supported",
      AWS_RETRY_MODE: "adaptive",
      AWS_MAX_ATTEMPTS: "9",
    };
    Object.assign(process.env, hostile);
    try {
      const { bucket } = await bench();
      expect((await readAll(bucket)).length).toBe(CONTENT.length);
    } finally {
      for (const name of Object.keys(hostile)) delete process.env[name];
    }
  });
});

describe("listing", () => {
  const keys = Array.from({ length: 2345 }, (_, i) => `us_options_opra/trades_v1/${String(i).padStart(5, "0")}`);

  it("follows the pages to their end, and asks for no more of them than are wanted", async () => {
    const objects = keys.map((key) => [key, Uint8Array.of(1)] as const);
    const { bucket, requests } = await bench({ objects });
    expect(await keysOf(bucket.list("us_options_opra/", undefined, {}))).toEqual(keys);
    expect(requests).toHaveLength(3);
    for await (const { key } of bucket.list("us_options_opra/", keys[99], {})) {
      expect(key).toBe(keys[100]);
      break;
    }
    expect(requests).toHaveLength(4);
    expect(await keysOf(bucket.list("nothing/", undefined, {}))).toEqual([]);
  });
});

describe("what goes wrong and passes", () => {
  it.each<BucketFault>([
    "slow-down",
    "internal-error",
    "too-many-requests",
    "hang-up",
    "cut",
    "reset",
    "short-range",
    "slow",
    "ignore-range",
  ])("%s, at the first try of every part", async (fault) => {
    const { bucket, requests } = await bench({ faults: firstTry(fault) });
    expect(Buffer.from(CONTENT).equals(await readAll(bucket))).toBe(true);
    expect(requests.filter((one) => one.fault === fault).length).toBeGreaterThan(0);
  });

  it("a stalled connection is given up", async () => {
    const { bucket } = await bench({ faults: firstTry("stall") }, { stallMs: 50, connections: 12 });
    expect(Buffer.from(CONTENT).equals(await readAll(bucket))).toBe(true);
  });

  it("waits as long as the server asks, and otherwise with backoff", async () => {
    const { bucket, waits } = await bench({ faults: firstTry("too-many-requests"), retryAfterSeconds: 7 });
    await readAll(bucket);
    expect(new Set(waits)).toEqual(new Set([7000]));
    const other = await bench({ faults: firstTry("slow-down") });
    await readAll(other.bucket);
    expect(new Set(other.waits)).toEqual(new Set([125])); // half of 250 ms
  });

  it("only what is missing is asked for again after a cut", async () => {
    const { bucket, requests } = await bench({ faults: firstTry("cut") }, { partBytes: 200_000, connections: 1 });
    await readAll(bucket);
    const ranges = requests.flatMap(({ kind, range }) => (kind === "get" ? [range!] : []));
    expect(ranges.some((range) => !/^bytes=(0|200000)-/.test(range))).toBe(true);
  });

  it("gives up after five tries that bring nothing", async () => {
    const { bucket, requests, waits } = await bench({
      faults: ({ key }) => (key === undefined ? "internal-error" : undefined),
    });
    await expect(keysOf(bucket.list("us_stocks_sip/", undefined, {}))).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_FAILED",
      message: expect.stringContaining("failed on a list of us_stocks_sip/: HTTP 500 InternalError."),
    });
    expect(requests).toHaveLength(5);
    expect(waits).toEqual([125, 250, 500, 1000]);
  });
});

describe("many faults at once", () => {
  it("30 % of all requests go wrong: the bytes are the same, with less than twice the requests", async () => {
    const content = gzipOf(8_000_000);
    const kinds: BucketFault[] = [
      "slow-down",
      "internal-error",
      "too-many-requests",
      "hang-up",
      "cut",
      "reset",
      "short-range",
      "slow",
    ];
    const { bucket, requests } = await bench(
      { objects: [[KEY, content]], faults: { rate: 0.3, kinds }, seed: 20261122 },
      { partBytes: 32_768, connections: 8 },
    );
    expect(Buffer.from(content).equals(await readAll(bucket))).toBe(true);
    const parts = Math.ceil(content.length / 32_768);
    const asked = requests.filter(({ kind }) => kind === "get");
    expect(new Set(asked.map(({ fault }) => fault).filter((fault) => fault !== undefined))).toEqual(new Set(kinds));
    expect(asked.length).toBeGreaterThan(parts * 1.2);
    expect(asked.length).toBeLessThan(parts * 2);
  });
});

describe("what doesn't pass", () => {
  it("an object that is replaced while it is read", async () => {
    const { server, bucket } = await bench({}, { connections: 1 });
    const iterator = bucket.read(await bucket.head(KEY, {}), {});
    await iterator.next();
    server.put(KEY, gzipOf(300_000).slice().fill(7, 100));
    const rest = async () => {
      while ((await iterator.next()).done !== true);
    };
    await expect(rest()).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_REPLACED",
      message: expect.stringContaining(`${KEY} was replaced on 127.0.0.1:`),
    });
  });

  it.each<[BucketFault, string]>([
    ["wrong-etag", "BACKSIGHT_REMOTE_REPLACED"],
    ["replaced", "BACKSIGHT_REMOTE_REPLACED"],
    ["truncated", "BACKSIGHT_REMOTE_REPLACED"],
    ["garbled", "BACKSIGHT_REMOTE_DAMAGED"],
  ])("%s between the list and the last byte", async (fault, code) => {
    const { bucket } = await bench({ faults: firstTry(fault) });
    await expect(readAll(bucket)).rejects.toMatchObject({ code });
  });

  it("something in the object's place that is no gzip", async () => {
    const page = new TextEncoder().encode("<html>please log in</html>");
    const { bucket } = await bench({ objects: [[KEY, page]] });
    await expect(readAll(bucket)).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_DAMAGED",
      message: expect.stringContaining("it doesn't begin like a gzip file"),
    });
  });

  it("a multipart upload's ETag isn't taken for an MD5", async () => {
    const { bucket } = await bench({ multipartBytes: 100_000 });
    expect((await bucket.head(KEY, {})).etag).toMatch(/^[0-9a-f]{32}-4$/);
    expect((await readAll(bucket)).length).toBe(CONTENT.length);
  });

  it("a request that is called off ends at once and for good", async () => {
    const { bucket } = await bench({ faults: firstTry("stall") });
    const controller = new AbortController();
    const object = await bucket.head(KEY, {});
    setTimeout(() => controller.abort(), 50);
    const context = { signal: controller.signal };
    await expect(bytesOf(bucket.read(object, context))).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    await expect(bucket.head(KEY, context)).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  });
});

describe("errors for people", () => {
  async function messageOf(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
      () => new Error("nothing went wrong"),
      (thrown: unknown) => thrown as Error,
    );
    // What a logger could find: the message, and all that hangs on it.
    const depths: unknown[] = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause)
      depths.push(at.stack, JSON.stringify(at), { ...at });
    const everything = JSON.stringify(depths);
    for (const secret of [KEYS.secretAccessKey, "canary", "wrong-secret", "Signature=", "AWS4-HMAC"]) {
      expect(everything).not.toContain(secret);
    }
    expect(error.message).not.toContain("\n");
    return error.message.replaceAll(/127\.0\.0\.1:\d+/g, "HOST");
  }

  const list = (bucket: FlatFileBucket) => messageOf(keysOf(bucket.list("us_stocks_sip/", undefined, {})));

  it("a wrong key and a wrong secret", async () => {
    const stranger = await bench({}, { keys: { ...KEYS, accessKeyId: "stranger" } });
    const wrongKey =
      "HOST refuses the access key id: nobody has it. Copy the S3 Access Key ID from the vendor's keys page; the REST key is another.";
    expect(await list(stranger.bucket)).toBe(wrongKey);
    expect(await messageOf(stranger.bucket.head(KEY, {}))).toBe(wrongKey); // a HEAD has no body: the list tells
    const wrong = await bench({}, { keys: async () => ({ ...KEYS, secretAccessKey: "wrong-secret" }) });
    const wrongSecret =
      "HOST refuses the secret access key: it doesn't belong to the access key id. Copy the S3 Secret Access Key that stands beside the Access Key ID; the REST key is another.";
    expect(await list(wrong.bucket)).toBe(wrongSecret);
    const object = { key: KEY, etag: "0", byteLength: 9, lastModified: 0 };
    expect(await messageOf(bytesOf(wrong.bucket.read(object, {})))).toBe(wrongSecret);
    expect(stranger.requests).toHaveLength(3); // none of them again
  });

  it("keys that can't be any, and an owner of keys that has none", async () => {
    const odd = await bench({}, { keys: { accessKeyId: "", secretAccessKey: "canary" } });
    expect(await list(odd.bucket)).toBe(
      "the flat files' access key id must be letters, digits and signs without spaces, was empty. Correct the value.",
    );
    const spaced = await bench({}, { keys: { ...KEYS, secretAccessKey: "canary\n" } });
    expect(await list(spaced.bucket)).toContain("secret access key must be letters, digits and signs without spaces");
    const none = () =>
      Promise.reject(new BacksightError("BACKSIGHT_CONFIG", { path: "x", problem: "no keys", hint: "" }));
    const without = await bench({}, { keys: none });
    expect(await list(without.bucket)).toContain("x: no keys.");
    expect([odd, spaced, without].flatMap(({ requests, waits }) => [...requests, ...waits])).toEqual([]);
  });

  it("a plan that doesn't cover an object that is listed, and an object that isn't there", async () => {
    const { bucket } = await bench({ isCovered: () => false });
    const plan = `HOST doesn't give ${KEY} to this account. It is published, but the plan of these keys doesn't cover this dataset or this date: ask for less, or change the plan.`;
    expect(await messageOf(bucket.head(KEY, {}))).toBe(plan);
    const object = { key: KEY, etag: "0", byteLength: 9, lastModified: 0 };
    expect(await messageOf(bytesOf(bucket.read(object, {})))).toBe(plan);
    expect(await messageOf(bucket.head("us_stocks_sip/none", {}))).toBe(
      "HOST has no us_stocks_sip/none. A day without a file was no trading day, or isn't published yet (about 11:00 New York the day after).",
    );
  });

  it("a clock that is wrong, and a bucket that isn't there", async () => {
    const late = await bench({ now: () => Date.now() + 3_600_000 });
    expect(await list(late.bucket)).toBe(
      "HOST refuses the request: this machine's clock is more than 15 minutes off. Set the clock and run it again.",
    );
    const other = await bench({ bucket: "elsewhere" });
    expect(await list(other.bucket)).toBe(
      "HOST has no such bucket. Check the bucket's name: the vendor's is flatfiles.",
    );
  });

  it("nobody at the address, a connection that is cut each time, one that never answers", async () => {
    const { server, bucket } = await bench();
    await server.close();
    expect(await list(bucket)).toBe(
      "no usable answer from HOST: the connection was refused. Check the network and the endpoint's address, then run it again.",
    );
    const cut = await bench({ faults: () => "hang-up" });
    expect(await list(cut.bucket)).toMatch(
      /^no usable answer from HOST: the connection was cut( \(ECONNRESET\))?\. Run it again later; what was fetched is kept\.$/,
    );
    const silent = await bench(
      { faults: firstTry("stall") },
      { stallMs: 30, retry: { attempts: 1, baseMs: 1, maxMs: 1 } },
    );
    expect(await messageOf(readAll(silent.bucket))).toBe(
      "no usable answer from HOST: it took too long. Run it again later; what was fetched is kept.",
    );
  });

  it("options out of range, and an address without TLS", () => {
    expect(() => flatFileBucket({ keys: KEYS, connections: 0 })).toThrow("connections must be");
    expect(() => flatFileBucket({ keys: KEYS, endpoint: "http://files.massive.com" })).toThrow("an https address");
  });
});
