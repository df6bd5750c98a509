import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { emulate, IMPATIENT, TEST_KEY } from "../../../../test/support/polygon-rest.ts";
import { closedPort, serve, serveText } from "../../../../test/support/rest-server.ts";
import { isBacksightError } from "../../../core/errors.ts";
import { REST_FAULTS } from "../emulator/rest/rest-faults.ts";
import { PolygonRestClient, type RestClientOptions } from "./rest-client.ts";

const CALL = { what: "bars of AAPL" };

function client(baseUrl: string, options: Partial<RestClientOptions> = {}): PolygonRestClient {
  return new PolygonRestClient({ ...IMPATIENT, retry: { attempts: 3, baseMs: 1, maxMs: 2 }, baseUrl, ...options });
}

/** Everything that a person, a log or a debugger could see of an error. */
async function thrownBy(work: Promise<unknown>): Promise<{ code: string; message: string; seen: string }> {
  try {
    await work;
  } catch (error) {
    if (!isBacksightError(error)) throw error;
    return { code: error.code, message: error.message, seen: inspect(error, { depth: 10, showHidden: true }) };
  }
  throw new Error("it didn't throw");
}

describe("the key", () => {
  it("travels in a header and in no address", async () => {
    const headers: unknown[] = [];
    const server = await serve((request, response) => {
      headers.push(request.headers.authorization);
      response.end('{"results":[{"a":1}]}');
    });
    await client(server.url).all("/v3/x", { limit: 5 }, CALL);
    expect(headers).toEqual([`Bearer ${TEST_KEY}`]);
    expect(server.asked).toEqual(["/v3/x?limit=5"]);
  });

  it("never goes to the host that a next page names, and no doubled slash leads there", async () => {
    const foreign = await serveText(200, '{"results":[{"stolen":1}]}');
    const nexts = [`${foreign.url}/v3/x?cursor=a&apiKey=${TEST_KEY}`, `${foreign.url}//${new URL(foreign.url).host}/b`];
    const own = await serve((_, response) => {
      const next_url = nexts.shift();
      response.end(JSON.stringify({ results: [{ page: nexts.length }], next_url }));
    });
    const rows = await client(own.url).all("/v3/x", {}, CALL);
    expect(rows).toEqual([{ page: 1 }, { page: 0 }, { page: 0 }]);
    expect(own.asked).toEqual(["/v3/x", "/v3/x?cursor=a", `//${new URL(foreign.url).host}/b`]);
    expect(foreign.asked).toEqual([]);
  });

  it("doesn't follow a redirect", async () => {
    const foreign = await serveText(200, "{}");
    const own = await serveText(302, "", { location: `${foreign.url}/there` });
    const { code, message } = await thrownBy(client(own.url).get("/v3/x", {}, CALL));
    expect(code).toBe("BACKSIGHT_NETWORK");
    expect(message).toContain("it points elsewhere (HTTP 302)");
    expect([own.asked.length, foreign.asked.length]).toEqual([1, 0]);
  });

  it.each(["", "two words", "line\nbreak", "ümlaut"])("%j is refused without being shown", async (apiKey) => {
    const make = () => new PolygonRestClient({ apiKey, baseUrl: "http://127.0.0.1:1" });
    expect(make).toThrow("apiKey must be the REST key");
    if (apiKey !== "") expect(make).not.toThrow(apiKey);
  });

  it("is asked of a holder at each request, so that it can be changed", async () => {
    const seen: unknown[] = [];
    const server = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end("{}");
    });
    let key = "old";
    const rest = client(server.url, { apiKey: { reveal: () => key } });
    await rest.get("/a", {}, CALL);
    key = "new";
    await rest.get("/a", {}, CALL);
    expect(seen).toEqual(["Bearer old", "Bearer new"]);
  });

  it("isn't in the client, nor in any error, whatever the service says of it", async () => {
    const says = JSON.stringify({
      error: `key ${TEST_KEY}, ${Buffer.from(TEST_KEY).toString("base64")} is unknown`,
      message: TEST_KEY,
    });
    expect(inspect(client("http://127.0.0.1:1"), { depth: 10, showHidden: true })).not.toContain(TEST_KEY);
    const answers = [400, 401, 403, 404, 429, 500].map((status) => serveText(status, says));
    const servers = await Promise.all([
      ...answers,
      serveText(200, `<html>${TEST_KEY}`),
      serveText(200, `{"${TEST_KEY}`),
    ]);
    const urls = [...servers.map(({ url }) => url), `http://127.0.0.1:${await closedPort()}`];
    for (const url of urls) {
      const { seen } = await thrownBy(client(url).get("/v3/x", {}, CALL));
      expect(seen).not.toContain(TEST_KEY);
      expect(seen).not.toContain(Buffer.from(TEST_KEY).toString("base64"));
    }
  });
});

describe("the base address", () => {
  it("is https, or this machine", () => {
    expect(() => client("http://api.massive.com")).toThrow("an https address");
    expect(() => client("http://169.254.169.254")).toThrow("an https address");
    expect(client("https://api.polygon.io").host).toBe("api.polygon.io");
    expect(client("http://localhost:9").host).toBe("localhost:9");
  });

  it("may have a path", async () => {
    const pages = [JSON.stringify({ next_url: "https://api.massive.com/v3/x?cursor=1" }), "{}"];
    const server = await serve((_, response) => response.end(pages.shift()));
    await client(`${server.url}/proxy/`).all("/v3/x", {}, CALL);
    expect(server.asked).toEqual(["/proxy/v3/x", "/proxy/v3/x?cursor=1"]);
  });
});

describe("errors", () => {
  const error = (words: string) => JSON.stringify({ status: "ERROR", request_id: "1", error: words });
  const message = (words: string) => JSON.stringify({ status: "NOT_AUTHORIZED", request_id: "1", message: words });

  it.each([
    [401, error("API Key was not provided"), "BACKSIGHT_REMOTE_KEY", "API Key was not provided", 1],
    [401, error("Unknown API Key"), "BACKSIGHT_REMOTE_KEY", "Unknown API Key", 1],
    [403, message("You are not entitled to this data."), "BACKSIGHT_REMOTE_PLAN", "change the plan", 1],
    [403, error("You are not entitled to this data."), "BACKSIGHT_REMOTE_PLAN", "bars of AAPL", 1],
    [403, message("Your plan doesn't include this data timeframe."), "BACKSIGHT_REMOTE_WINDOW", "later start", 1],
    [403, message("Attempted to request today's data before end of day."), "BACKSIGHT_REMOTE_PLAN", "after its end", 1],
    [403, "", "BACKSIGHT_REMOTE_PLAN", "change the plan", 1],
    [404, message("not found"), "BACKSIGHT_REMOTE_ABSENT", "has no bars of AAPL", 1],
    [400, error("bad from"), "BACKSIGHT_REMOTE_FAILED", "HTTP 400, bad from", 1],
    [429, error("too many"), "BACKSIGHT_REMOTE_RATE", "refused bars of AAPL 3 times", 3],
    [429, "", "BACKSIGHT_REMOTE_RATE", "3 times", 3],
    [500, "<html></html>", "BACKSIGHT_REMOTE_FAILED", "HTTP 500", 3],
    [503, "", "BACKSIGHT_REMOTE_FAILED", "HTTP 503", 3],
    [200, "<!DOCTYPE html><p>login", "BACKSIGHT_NETWORK", "a web page, not data", 3],
    [200, '{"results":[{"t":1', "BACKSIGHT_NETWORK", "isn't whole JSON", 3],
    [200, '{"results":7}', "BACKSIGHT_NETWORK", "no list of rows", 1],
    [200, "[1]", "BACKSIGHT_NETWORK", "no page of results", 1],
  ])("HTTP %i with %j is %s", async (status, text, code, words, tries) => {
    const server = await serveText(status, text);
    const thrown = await thrownBy(client(server.url).all("/v3/x", {}, CALL));
    expect(thrown.code).toBe(code);
    expect(thrown.message).toContain(words);
    expect(server.asked).toHaveLength(tries);
  });

  it("tells a refused connection, a stalled answer and a cut one apart", async () => {
    const closed = `http://127.0.0.1:${await closedPort()}`;
    const { message: refused } = await thrownBy(client(closed).get("/x", {}, CALL));
    expect(refused).toContain("the connection was refused");
    const stalled = await serve((_, response) => void response.write("{"));
    const { message: late } = await thrownBy(client(stalled.url, { timeoutMs: 20 }).get("/x", {}, CALL));
    expect(late).toContain("it took too long");
    const cutting = await serve((_, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("{", () => response.destroy());
    });
    const { message: cut } = await thrownBy(client(cutting.url).get("/x", {}, CALL));
    expect(cut).toContain("the connection was cut");
    expect([stalled.asked.length, cutting.asked.length]).toEqual([3, 3]);
  });

  it("stops at once when cancelled, in a request and in a wait", async () => {
    const stalled = await serve(() => {});
    const controller = new AbortController();
    const asking = client(stalled.url).get("/x", {}, { ...CALL, signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    await expect(asking).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    const busy = await serveText(429, "", { "retry-after": "30" });
    const waiting = new AbortController();
    const refused = client(busy.url).get("/x", {}, { ...CALL, signal: waiting.signal });
    setTimeout(() => waiting.abort(), 20);
    await expect(refused).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    expect(busy.asked).toHaveLength(1);
  });

  it("waits as long as the service asks, for all requests together", async () => {
    let time = 0;
    const starts: number[] = [];
    const server = await serve((_, response) => {
      starts.push(time);
      if (starts.length === 1) response.writeHead(429, { "retry-after": "7" }).end();
      else response.end("{}");
    });
    const sleep = async (ms: number) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      time += ms;
    };
    const rest = client(server.url, { monotonic: () => time, sleep, rate: { requests: 1, perMs: 1 } });
    await Promise.all([rest.get("/a", {}, CALL), rest.get("/b", {}, CALL)]);
    expect(starts.length).toBe(3);
    expect(Math.min(...starts.slice(1))).toBeGreaterThanOrEqual(7000);
  });

  it("refuses pages that go round in a circle", async () => {
    const server = await serveText(
      200,
      JSON.stringify({ results: [], next_url: "https://api.massive.com/v3/x?cursor=1" }),
    );
    const { message: words } = await thrownBy(client(server.url).all("/v3/x", {}, CALL));
    expect(words).toContain("round in a circle");
    expect(server.asked).toHaveLength(2);
  });
});

describe("faults", () => {
  it.each(REST_FAULTS)("%s alone is survived", async (kind) => {
    const faults = { rate: 0.5, kinds: [kind], slowMs: 1000, retryAfterSeconds: 0 };
    const emulator = await emulate({ exchanges: [{ id: 1, name: "A" }] }, { faults, seed: 5 });
    const rest = new PolygonRestClient({ ...IMPATIENT, baseUrl: emulator.url, timeoutMs: 100 });
    for (let i = 0; i < 8; i++) {
      expect(await rest.all("/v3/reference/exchanges", { id: 1 }, { what: "an exchange" })).toEqual([
        { id: 1, name: "A" },
      ]);
    }
    expect(emulator.requests.length).toBeGreaterThan(8);
  });
});
