import { describe, expect, it } from "vitest";
import { barAt, emulate, minutes, TEST_KEY } from "../../../../../test/support/polygon-rest.ts";
import type { PolygonRestEmulator } from "./start-polygon-rest.ts";

// 2024-05-01 00:00 in New York.
const DAY = Date.UTC(2024, 4, 1, 4);
const HOUR = 3_600_000;

async function ask(emulator: PolygonRestEmulator, path: string, key = TEST_KEY) {
  const response = await fetch(emulator.url + path, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const range = (spec: string, from: string | number, to: string | number) =>
  `/v2/aggs/ticker/SPY/range/${spec}/${from}/${to}?adjusted=false`;

describe("the emulator's bars", () => {
  const tables = { minuteBars: new Map([["SPY", minutes(DAY + 9 * HOUR, DAY + 12 * HOUR)]]) };

  it("come in the vendor's envelope; without results there is none", async () => {
    const emulator = await emulate(tables);
    const { body } = await ask(emulator, range("1/minute", DAY + 9 * HOUR, DAY + 9 * HOUR + 60_000));
    expect(body).toEqual({
      ticker: "SPY",
      queryCount: 2,
      resultsCount: 2,
      count: 2,
      adjusted: false,
      results: [barAt(DAY + 9 * HOUR), barAt(DAY + 9 * HOUR + 60_000)],
      status: "OK",
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const empty = await ask(emulator, range("1/minute", "2024-04-01", "2024-04-02"));
    expect(empty.body).not.toHaveProperty("results");
    expect(empty.body).toMatchObject({ resultsCount: 0, status: "OK" });
  });

  it("count base bars for the limit, drop a bar that a page would cut, and go on with it", async () => {
    const emulator = await emulate(tables);
    const { body } = await ask(emulator, `${range("1/hour", "2024-05-01", "2024-05-01")}&limit=90`);
    expect(body).toMatchObject({ queryCount: 90, resultsCount: 1 });
    const next = new URL(String(body.next_url));
    // Another host than the one that was asked, and no key.
    expect(next.host).toBe("api.polygon.io");
    expect(next.searchParams.has("apiKey")).toBe(false);
    const second = await ask(emulator, next.pathname + next.search);
    expect((second.body.results as { t: number }[]).map(({ t }) => t)).toEqual([DAY + 10 * HOUR]);
    const few = await ask(emulator, `${range("1/hour", "2024-05-01", "2024-05-01")}&limit=1`);
    expect(few.body).toMatchObject({ resultsCount: 0 });
  });

  it("are adjusted for splits unless that is declined, volume too; the other way round with sort=desc", async () => {
    const emulator = await emulate({
      ...tables,
      splits: [{ ticker: "SPY", execution_date: "2024-05-02", split_from: 1, split_to: 4 }],
    });
    const path = `/v2/aggs/ticker/SPY/range/1/minute/${DAY + 9 * HOUR}/${DAY + 9 * HOUR + 60_000}?sort=desc`;
    const { body } = await ask(emulator, path);
    const [last, first] = body.results as { t: number; o: number; v: number }[];
    const bar = barAt(DAY + 9 * HOUR);
    expect([last?.t, first?.t]).toEqual([DAY + 9 * HOUR + 60_000, DAY + 9 * HOUR]);
    expect([first?.o, first?.v]).toEqual([bar.o / 4, bar.v * 4]);
  });
});

describe("the emulator's account", () => {
  it("needs a key that it knows, in the header or the address", async () => {
    const emulator = await emulate({});
    expect(await ask(emulator, "/v3/reference/exchanges", "wrong")).toMatchObject({
      status: 401,
      body: { status: "ERROR", error: "Unknown API Key" },
    });
    const without = await fetch(`${emulator.url}/v3/reference/exchanges`);
    expect([without.status, await without.json()]).toMatchObject([401, { error: "API Key was not provided" }]);
    expect((await fetch(`${emulator.url}/v3/reference/exchanges?apiKey=${TEST_KEY}`)).status).toBe(200);
    expect(await ask(emulator, "/v9/nothing")).toMatchObject({ status: 404, body: { status: "NOT_FOUND" } });
  });

  it("has a window: a range that begins before is cut without a word, one wholly outside is refused", async () => {
    const dayBars = new Map([["SPY", [barAt(DAY), barAt(DAY + 24 * HOUR)]]]);
    const emulator = await emulate({ dayBars }, { plan: { historyFrom: DAY + 24 * HOUR } });
    const cut = await ask(emulator, range("1/day", "2024-04-01", "2024-05-10"));
    expect(cut).toMatchObject({ status: 200, body: { results: [{ t: DAY + 24 * HOUR }] } });
    expect(await ask(emulator, range("1/day", "2024-04-01", "2024-05-01"))).toMatchObject({
      status: 403,
      body: { status: "NOT_AUTHORIZED", message: expect.stringContaining("doesn't include this data timeframe") },
    });
  });

  it("may lack a dataset, today, and a sixth request in a minute", async () => {
    let time = DAY + 10 * HOUR;
    const plan = { without: ["quotes" as const], isEndOfDay: true, requestsPerMinute: 5 };
    const emulator = await emulate({}, { plan, now: () => time });
    expect(await ask(emulator, "/v3/quotes/SPY")).toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/not entitled/) },
    });
    const today = await ask(emulator, range("1/day", "2024-05-01", "2024-05-01"));
    expect(today).toMatchObject({ status: 403, body: { message: expect.stringMatching(/today's data/) } });
    for (let i = 0; i < 3; i++) expect((await ask(emulator, "/v3/reference/exchanges")).status).toBe(200);
    expect(await ask(emulator, "/v3/reference/exchanges")).toMatchObject({
      status: 429,
      body: { error: expect.stringMatching(/exceeded/) },
    });
    time += 60_000;
    expect((await ask(emulator, "/v3/reference/exchanges")).status).toBe(200);
  });
});

describe("the emulator's ticks", () => {
  it("are the latest first unless asked otherwise, in pages, with all digits", async () => {
    const times = [1714570200010084598n, 1714570200010084599n, 1714570200010084600n];
    const trades = times.map((sip_timestamp) => ({ sip_timestamp, price: 1, size: 1 }));
    const emulator = await emulate({ tradesOf: new Map([["SPY", trades]]) });
    const text = async (query: string) =>
      (await fetch(`${emulator.url}/v3/trades/SPY?${query}&apiKey=${TEST_KEY}`)).text();
    expect(await text("limit=1")).toContain('"sip_timestamp":1714570200010084600,');
    const between = await text(`timestamp.gt=${times[0]}&timestamp.lt=${times[2]}`);
    expect(between.match(/"sip_timestamp":\d+/g)).toEqual([`"sip_timestamp":${times[1]}`]);
    const page = await text("limit=2&order=asc&timestamp=2024-05-01");
    expect(page).toContain('"sip_timestamp":1714570200010084598,');
    const { next_url } = JSON.parse(page) as { next_url: string };
    const rest = await text(next_url.split("?")[1]!);
    expect(rest).toContain('"sip_timestamp":1714570200010084600,');
    expect(rest).not.toContain("next_url");
    expect((await ask(emulator, "/v3/trades/SPY?limit=0")).status).toBe(400);
    expect((await ask(emulator, "/v3/trades/SPY?timestamp=noon")).status).toBe(400);
  });
});
