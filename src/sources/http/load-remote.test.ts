import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DAY, hourlyBars } from "../../../test/support/emulators/hourly-market.ts";
import { serve } from "../../../test/support/rest-server.ts";
import { describeSourceContract } from "../../../test/support/source-contract.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { saveParquet } from "../file/save-parquet.ts";
import { guardedLookup, isAllowedAddress } from "./allowed-address.ts";
import { HttpClient } from "./http-client.ts";
import { loadRemote } from "./load-remote.ts";
import { readRemoteAddress } from "./remote-address.ts";

const START = Date.UTC(2025, 0, 6);
const ROWS = hourlyBars(START, START + 10 * DAY);
const CSV = `time,open,high,low,close,volume\n${ROWS.map(([time, , ...rest]) => [time, ...rest].join(",")).join("\n")}\n`;

interface Page {
  body: string | Uint8Array;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** The connection is cut after so many bytes, once each. */
  cuts?: number[];
}

async function open(page: Page = { body: CSV, headers: { etag: '"v1"' } }) {
  const sent: { status: number; range: string | undefined }[] = [];
  const state = { page, isDown: false, isGone: false, now: Date.UTC(2025, 1, 1), sent };
  const server = await serve((request, response) => {
    const { body, status = 200, headers = {}, cuts } = state.page;
    const answer = (code: number, send: () => unknown) => {
      note(code);
      return send();
    };
    const note = (code: number) => void sent.push({ status: code, range: request.headers.range });
    if (state.isGone) return response.destroy();
    if (state.isDown) return answer(503, () => response.writeHead(503).end());
    if (!request.url!.startsWith("/prices")) return answer(404, () => response.writeHead(404).end());
    if (headers.etag !== undefined && request.headers["if-none-match"] === headers.etag) {
      return answer(304, () => response.writeHead(304, headers).end());
    }
    const bytes = Buffer.from(body);
    const from =
      request.headers["if-range"] === headers.etag ? Number(/=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
    const range = from > 0 ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {};
    const code = from > 0 ? 206 : status;
    note(code);
    response.writeHead(code, { ...headers, ...range, "content-length": bytes.length - from });
    const cut = cuts?.shift();
    if (cut === undefined) response.end(bytes.subarray(from));
    else response.write(bytes.subarray(from, cut), () => setTimeout(() => response.destroy(), 20));
  });
  const client = new HttpClient({ retry: { attempts: 3, baseMs: 1, maxMs: 2 } });
  const folder = temporaryFolder();
  const load = (path = "/prices.csv", signal?: AbortSignal, maxBytes = 1e7) =>
    loadRemote(readRemoteAddress(server.url + path), {
      client,
      folder,
      now: () => state.now,
      maxAgeMs: DAY,
      maxBytes,
      ...(signal && { signal }),
    });
  return { state, load, folder, asked: server.asked };
}

describeSourceContract("https", async () => {
  const { state, load, asked } = await open();
  return {
    load: async (from, to, signal) => {
      const bars = await load("/prices.csv", signal);
      const index = (at: number) => bars.time.filter((time) => time < at).length;
      return sliceBars(bars, index(from), index(to));
    },
    loadUnknown: () => load("/nothing.csv"),
    expected: hourlyBars,
    from: START,
    to: START + 10 * DAY,
    requests: () => asked.length,
    setDown: (isDown) => {
      state.isDown = isDown;
    },
  };
});

describe("loadRemote", () => {
  it("asks once a day, and only whether the file is another one", async () => {
    const { state, load, folder } = await open();
    await load();
    state.now += DAY;
    await load();
    expect(state.sent.map(({ status }) => status)).toEqual([200]);
    state.now += 1;
    await load();
    expect(state.sent.map(({ status }) => status)).toEqual([200, 304]);
    state.now += DAY;
    await load();
    expect(state.sent).toHaveLength(2);
    state.now += 1;
    state.page = { body: CSV.replace("100", "101"), headers: { etag: '"v2"' } };
    await load();
    expect(state.sent.at(-1)!.status).toBe(200);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("uses the copy where the server is away, and says so", async () => {
    const { state, load } = await open();
    await load();
    state.now += 2 * DAY;
    state.isGone = true;
    const bars = await load();
    expect(bars.notes).toContain("the server couldn't be asked: the copy of 2025-02-01T00:00:00Z is used");
    expect(bars.length).toBe(ROWS.length);
  });

  it("fetches a damaged copy again", async () => {
    const { state, load, folder } = await open();
    await load();
    const copy = readdirSync(folder).find((name) => name.endsWith(".copy"))!;
    writeFileSync(join(folder, copy), "changed");
    expect((await load()).length).toBe(ROWS.length);
    expect(state.sent.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("continues a cut answer where it broke off", async () => {
    const { state, load } = await open({ body: CSV, headers: { etag: '"v1"' }, cuts: [1000, 5000] });
    expect((await load()).length).toBe(ROWS.length);
    expect(state.sent.map(({ status }) => status)).toEqual([200, 206, 206]);
    expect(state.sent.every(({ range }, i) => (i === 0) === (range === undefined))).toBe(true);
    const without = await open({ body: CSV, cuts: [1000] });
    expect((await without.load()).length).toBe(ROWS.length);
    expect(without.state.sent).toEqual([
      { status: 200, range: undefined },
      { status: 200, range: undefined },
    ]);
  });

  it("tells gzip and Parquet by their first bytes", async () => {
    const plain = await (await open()).load();
    expect((await (await open({ body: gzipSync(CSV) })).load("/prices")).close).toEqual(plain.close);
    const path = join(temporaryFolder(), "x.parquet");
    await saveParquet(path, plain);
    const parquet = await (await open({ body: readFileSync(path) })).load("/prices");
    expect(parquet.close).toEqual(plain.close);
    expect(parquet.source).toMatch(/^http:.*\/prices$/);
  });

  it.each<[string, Page, string, string]>([
    ["a web page", { body: "<!doctype html><title>Log in</title>" }, "BACKSIGHT_REMOTE_DAMAGED", "it is a web page"],
    ["half a gzip", { body: gzipSync(CSV).subarray(0, 500) }, "BACKSIGHT_REMOTE_DAMAGED", "gzip is cut short"],
    [
      "a redirect",
      { body: "", status: 302, headers: { location: "http://169.254.169.254/" } },
      "BACKSIGHT_NETWORK",
      "points elsewhere (HTTP 302)",
    ],
    ["a closed door", { body: "", status: 403 }, "BACKSIGHT_REMOTE_FAILED", "HTTP 403"],
    ["nothing", { body: "" }, "BACKSIGHT_FILE_EMPTY", "holds no bytes"],
  ])("refuses %s", async (_, page, code, says) => {
    const { load, folder } = await open(page);
    await expect(load()).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
    if (code !== "BACKSIGHT_REMOTE_DAMAGED") expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses what is longer than it may be", async () => {
    const { load } = await open();
    await expect(load("/prices.csv", undefined, 1000)).rejects.toMatchObject({ code: "BACKSIGHT_REMOTE_FAILED" });
  });
});

describe("the addresses that may be asked", () => {
  it.each([
    ["prices.example.com", "93.184.216.34", true],
    ["prices.example.com", "10.1.2.3", true],
    ["prices.example.com", "127.0.0.1", false],
    ["prices.example.com", "::1", false],
    ["prices.example.com", "169.254.169.254", false],
    ["prices.example.com", "::ffff:169.254.169.254", false],
    ["prices.example.com", "fe80::1", false],
    ["prices.example.com", "fd00:ec2::254", false],
    ["prices.example.com", "0.0.0.0", false],
    ["prices.example.com", "224.0.0.1", false],
    ["localhost", "127.0.0.1", true],
    ["127.0.0.1", "127.0.0.1", true],
    ["169.254.169.254", "169.254.169.254", false],
  ])("%s at %s: %s", (host, address, isAllowed) => {
    expect(isAllowedAddress(host, address)).toBe(isAllowed);
  });

  it("are checked when a name is resolved, all of them", async () => {
    const lookup = guardedLookup(((_: string, __: unknown, done: (...args: unknown[]) => void) =>
      done(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "169.254.169.254", family: 4 },
      ])) as never);
    const error = await new Promise((resolve) => lookup("prices.example.com", {}, resolve));
    expect(error).toMatchObject({ code: "EFORBIDDENADDRESS" });
    const client = new HttpClient({
      retry: { attempts: 3, baseMs: 1, maxMs: 1 },
      lookup: ((_: string, __: unknown, done: (...args: unknown[]) => void) =>
        done(null, [{ address: "127.0.0.1", family: 4 }])) as never,
    });
    const ask = { what: "prices", maxBytes: 10 };
    await expect(client.get(new URL("https://prices.example.com/x.csv"), ask)).rejects.toMatchObject({
      code: "BACKSIGHT_NETWORK",
      message: expect.stringContaining("an address inside this machine or network"),
    });
    await expect(client.get(new URL("https://169.254.169.254/latest"), ask)).rejects.toMatchObject({
      code: "BACKSIGHT_NETWORK",
    });
  });

  it.each([
    ["http://example.com/x.csv", "write https"],
    ["https://ann:secret@example.com/x.csv", "a user and password aren't stored"],
    ["https://example.com/x.csv?X-Amz-Signature=abc", "X-Amz-Signature is a key"],
    ["https://example.com/x.csv?apikey=abc", "apikey is a key"],
    ["https:///", "it is no address"],
  ])("%s is refused, without what it hides", (text, says) => {
    const error = thrown(() => readRemoteAddress(text));
    expect(error.code).toBe("BACKSIGHT_DATA_URI");
    expect(error.message).toContain(says);
    expect(error.message).not.toMatch(/secret|abc/);
  });
});
