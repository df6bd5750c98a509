import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { randomStream } from "../../../core/random.ts";
import { startFlatFileBucket } from "../emulator/start-flat-file-bucket.ts";
import { type FlatFileBucketOptions, flatFileBucket } from "./flat-file-bucket.ts";

const KEYS = { accessKeyId: "id", secretAccessKey: "secret" };
const KEY = "us_stocks_sip/trades_v1/2024/01/2024-01-02.csv.gz";
const PART = 10_000;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function content(length: number): Uint8Array {
  const draws = randomStream(9, `content of ${length}`);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = draws.nextUint32() & 255;
  return gzipSync(bytes, { level: 1 });
}

/** This machine, as a journal's name has it. */
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

const CONTENT = content(200_000);
const PARTS = Math.ceil(CONTENT.length / PART);

async function bench(options: Partial<FlatFileBucketOptions> = {}) {
  const ranges: string[] = [];
  const server = await startFlatFileBucket({
    objects: [[KEY, CONTENT]],
    keys: KEYS,
    onRequest: ({ kind, range }) => {
      if (kind === "get") ranges.push(range ?? "");
    },
  });
  const bucket = flatFileBucket({ endpoint: server.endpoint, keys: KEYS, partBytes: PART, connections: 1, ...options });
  open.push(bucket, server);
  const folder = temporaryFolder();
  return { server, bucket, ranges, folder, path: join(folder, "day.csv.gz"), object: await bucket.head(KEY, {}) };
}

type Bench = Awaited<ReturnType<typeof bench>>;

/** A download that is called off after so many bytes. */
async function interrupted({ bucket, object, path }: Bench, bytes: number): Promise<void> {
  const controller = new AbortController();
  const onProgress = ({ done }: { done: number }) => {
    if (done >= bytes) controller.abort();
  };
  const work = bucket.download(object, path, { signal: controller.signal, onProgress });
  await expect(work).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
}

const partialFiles = ({ folder }: Bench) => readdirSync(folder).filter((name) => name.startsWith(".backsight-"));

describe("downloading to a file", () => {
  it("puts the whole object in its place, and nothing else", async () => {
    const all = await bench();
    await all.bucket.download(all.object, all.path, {});
    expect(readFileSync(all.path).equals(CONTENT)).toBe(true);
    expect(readdirSync(all.folder)).toEqual(["day.csv.gz"]);
  });

  it("goes on where it was interrupted", async () => {
    const all = await bench();
    await interrupted(all, 12 * PART);
    expect(existsSync(all.path)).toBe(false);
    expect(partialFiles(all)).toHaveLength(2); // the bytes and their journal
    const before = all.ranges.length;
    await all.bucket.download(all.object, all.path, {});
    expect(readFileSync(all.path).equals(CONTENT)).toBe(true);
    expect(all.ranges.length - before).toBeLessThanOrEqual(PARTS - 8);
    expect(readdirSync(all.folder)).toEqual(["day.csv.gz"]);
  });

  it("believes only what is still what it was", async () => {
    const all = await bench();
    await interrupted(all, 12 * PART);
    const [part = ""] = partialFiles(all).filter((name) => name.endsWith(".part"));
    const [journal = ""] = partialFiles(all).filter((name) => name.endsWith(".journal"));
    const bytes = readFileSync(join(all.folder, part));
    bytes[3 * PART + 5]! ^= 1;
    writeFileSync(join(all.folder, part), bytes);
    appendFileSync(join(all.folder, journal), '{"start":190000,"end":2000');
    await all.bucket.download(all.object, all.path, {});
    expect(readFileSync(all.path).equals(CONTENT)).toBe(true);
    expect(all.ranges.filter((range) => range === `bytes=${3 * PART}-${4 * PART - 1}`)).toHaveLength(2);
  });

  it("takes over what a dead process left, but never a living one's", async () => {
    const all = await bench();
    await interrupted(all, 12 * PART);
    const [free = ""] = partialFiles(all).filter((name) => name.endsWith(".journal"));
    const owned = (owner: string) => free.replace(".free.", `.${owner}.`);
    // This process is alive, and another machine's can't be asked.
    for (const owner of ["0badc0de-1", `${HOST}-${process.pid}`]) {
      renameSync(join(all.folder, free), join(all.folder, owned(owner)));
      const count = all.ranges.length;
      await all.bucket.download(all.object, all.path, {});
      expect(all.ranges.length - count).toBe(PARTS);
      renameSync(join(all.folder, owned(owner)), join(all.folder, free));
    }
    renameSync(join(all.folder, free), join(all.folder, owned(`${HOST}-4194304`))); // above the largest process id
    const count = all.ranges.length;
    await all.bucket.download(all.object, all.path, {});
    expect(all.ranges.length - count).toBeLessThan(PARTS);
    expect(readdirSync(all.folder)).toEqual(["day.csv.gz"]);
  });

  it("begins anew with another version of the object", async () => {
    const all = await bench();
    await interrupted(all, 12 * PART);
    const other = content(150_000);
    all.server.put(KEY, other);
    await expect(all.bucket.download(all.object, all.path, {})).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_REPLACED",
    });
    expect(partialFiles(all)).toEqual([]);
    await all.bucket.download(await all.bucket.head(KEY, {}), all.path, {});
    expect(readFileSync(all.path).equals(other)).toBe(true);
  });

  it("two at once in one process don't disturb each other", async () => {
    const all = await bench({ connections: 4 });
    await Promise.all([1, 2, 3].map(() => all.bucket.download(all.object, all.path, {})));
    expect(readFileSync(all.path).equals(CONTENT)).toBe(true);
    expect(readdirSync(all.folder)).toEqual(["day.csv.gz"]);
  });

  it("says that a folder isn't there", async () => {
    const { bucket, object, folder } = await bench();
    await expect(bucket.download(object, join(folder, "none", "x.gz"), {})).rejects.toMatchObject({
      code: "BACKSIGHT_FILE_WRITE",
      message: expect.stringContaining("its folder doesn't exist"),
    });
  });
});
