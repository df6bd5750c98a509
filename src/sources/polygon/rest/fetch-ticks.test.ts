import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect } from "../../../../test/support/collect.ts";
import { emulate, IMPATIENT } from "../../../../test/support/polygon-rest.ts";
import { serveText } from "../../../../test/support/rest-server.ts";
import type { DataPart, DataRows } from "../../../data/market-data/data-source.ts";
import { joinRows } from "../../../data/market-data/rows.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { checkPart } from "../../cache/check-part.ts";
import type { RestTick } from "../emulator/rest/rest-market.ts";
import { exactJson } from "./exact-json.ts";
import { fetchTicks, type TicksRequest } from "./fetch-ticks.ts";
import { HistoryWindow } from "./history-window.ts";
import { PolygonRestClient } from "./rest-client.ts";

/** 2024-05-01 09:30 in New York. */
const OPEN = Date.UTC(2024, 4, 1, 13, 30);
const NS = 1_000_000n;

function trade(timeNs: bigint, sequence: number, more: object = {}): RestTick {
  return {
    sip_timestamp: timeNs,
    sequence_number: sequence,
    price: 100 + sequence / 100,
    size: 10,
    exchange: 4,
    ...more,
  };
}

function request(dataset: "trades" | "quotes", from: number, to: number, symbol = "AAPL"): TicksRequest {
  return { dataset, symbol, from, to, calendar: usEquity, settled: Infinity };
}

async function partsOf(url: string, asked: TicksRequest): Promise<DataPart[]> {
  const client = new PolygonRestClient({ ...IMPATIENT, baseUrl: url });
  return collect(fetchTicks(client, asked, new HistoryWindow(), {}));
}

function joined(parts: readonly DataPart[]): Extract<DataRows, { dataset: "trades" }>["rows"] {
  const data = joinRows(parts.map((part) => part.data));
  if (data.dataset !== "trades") throw new Error("not trades");
  return data.rows;
}

describe("trades", () => {
  it("keep every digit of their time, and all their fields", async () => {
    const first = BigInt(OPEN) * NS;
    // The time of a real quote (2023-03-28), which a double rounds to …600, as an offset in its minute.
    const trades = [
      trade(first + 10_084_598n, 7, { conditions: [12, 37], correction: 1 }),
      trade(first + 10_084_599n, 9, { size: 0, decimal_size: "0.250000" }),
    ];
    const emulator = await emulate({ tradesOf: new Map([["AAPL", trades]]) });
    const rows = joined(await partsOf(emulator.url, request("trades", OPEN, OPEN + 60_000)));
    expect([...rows.timeNs]).toEqual([1714570200010084598n, 1714570200010084599n]);
    // Doubles near 1.7e12 are 2^-12 apart: 0.084598 lies nearest to 347 / 4096.
    expect([...rows.time]).toEqual([OPEN + 10 + 347 / 4096, OPEN + 10 + 347 / 4096]);
    expect([...rows.price]).toEqual([100.07, 100.09]);
    expect([...rows.size]).toEqual([10, 0.25]);
    expect([...rows.exchange]).toEqual([4, 4]);
    expect([...rows.correction]).toEqual([1, 0]);
    expect([...rows.sequence]).toEqual([7, 9]);
    expect([[...rows.conditions.starts], [...rows.conditions.codes]]).toEqual([
      [0, 2, 2],
      [12, 37],
    ]);
    const [url] = emulator.requests;
    expect(url).toBe(
      "/v3/trades/AAPL?timestamp.gte=1714570200000000000&timestamp.lt=1714570260000000000&order=asc&sort=timestamp&limit=50000",
    );
  });

  it("of any pages come in parts that are whole, whatever stands on which page", async () => {
    // Gaps below a millisecond make rows of one millisecond stand on several pages.
    const gaps = fc.array(fc.nat(900_000), { minLength: 0, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 9 }), async (steps, pageSize) => {
        let time = BigInt(OPEN) * NS;
        const trades = steps.map((step, i) => {
          time += BigInt(step);
          return trade(time, i);
        });
        const bodies = pagesOf(trades, pageSize);
        const client = {
          host: "here",
          pages: () => stream(bodies),
          page: async () => ({}),
        } as unknown as PolygonRestClient;
        const asked = request("trades", OPEN, OPEN + 60_000);
        const parts = await collect(fetchTicks(client, asked, new HistoryWindow(), {}));
        let from = asked.from;
        const key = { source: "polygon", dataset: "trades", symbol: "AAPL", timeframe: null } as const;
        for (const part of parts) {
          checkPart(key, part, { from, to: asked.to });
          from = part.to;
        }
        expect(from).toBe(asked.to);
        const rows = joined(parts);
        expect([...rows.timeNs]).toEqual(trades.map(({ sip_timestamp }) => sip_timestamp));
        expect([...rows.sequence]).toEqual(trades.map((_, i) => i));
      }),
      { numRuns: 100 },
    );
  });

  it("of one time are ordered by their sequence, whatever order they came in", async () => {
    const time = BigInt(OPEN) * NS;
    const emulator = await emulate({
      tradesOf: new Map([["AAPL", [trade(time, 5), trade(time, 3), trade(time + 1n, 1), trade(time + 1n, 0)]]]),
    });
    const rows = joined(await partsOf(emulator.url, request("trades", OPEN, OPEN + 1000)));
    expect([...rows.sequence]).toEqual([3, 5, 0, 1]);
  });

  it("of a crypto pair bear the exchange's time and are asked for with the dash", async () => {
    const tick = {
      participant_timestamp: 1625097600103000001n,
      price: 35060,
      size: 1.0434526,
      exchange: 1,
      conditions: [1],
    };
    const emulator = await emulate({ tradesOf: new Map([["X:BTC-USD", [tick]]]) });
    const from = 1625097600000;
    const rows = joined(await partsOf(emulator.url, request("trades", from, from + 1000, "X:BTC-USD")));
    expect([rows.timeNs[0], rows.size[0], rows.sequence[0]]).toEqual([1625097600103000001n, 1.0434526, NaN]);
  });

  it("from before the plan's window are an error, not a shorter answer", async () => {
    const trades = [trade(BigInt(OPEN) * NS, 1)];
    const emulator = await emulate(
      { tradesOf: new Map([["AAPL", trades]]) },
      { plan: { historyFrom: OPEN - 3_600_000 } },
    );
    const asking = partsOf(emulator.url, request("trades", OPEN - 5 * 86_400_000, OPEN + 1000));
    await expect(asking).rejects.toThrow("trades of AAPL of 2024-04-26. The first that came is of 2024-05-01.");
  });

  it.each([
    ["a time in milliseconds", { sip_timestamp: 1714570200000 }, "sip_timestamp must be nanoseconds"],
    ["a time out of range", { sip_timestamp: 1614570200000000000n }, "aren't in the order and range"],
    ["a price in quotes", { price: "1" }, "price must be a number"],
    ["one condition", { conditions: 3 }, "conditions must be a list"],
    ["no exchange", { exchange: 70_000 }, "exchange must be a whole number from 0 to 65535"],
    ["no size", { decimal_size: "a" }, "decimal_size must be a decimal number"],
  ])("with %s aren't taken", async (_, wrong, words) => {
    const results = [{ ...trade(BigInt(OPEN) * NS, 1), ...wrong }];
    const server = await serveText(200, exactJson({ results }));
    await expect(partsOf(server.url, request("trades", OPEN, OPEN + 1000))).rejects.toThrow(words);
  });
});

describe("quotes", () => {
  it("have both sides; a side that nobody quotes is 0, a size that isn't told NaN", async () => {
    const time = BigInt(OPEN) * NS;
    const both = {
      sip_timestamp: time,
      sequence_number: 1,
      bid_price: 99.5,
      ask_price: 100.25,
      bid_size: 200,
      ask_size: 300,
      bid_exchange: 11,
      ask_exchange: 12,
    };
    const oneSided = { sip_timestamp: time + 1n, sequence_number: 2, bid_price: 99, bid_size: 100, bid_exchange: 4 };
    const pair = {
      participant_timestamp: time,
      bid_price: 1.085,
      ask_price: 1.0855,
      ask_exchange: 48,
      bid_exchange: 48,
    };
    const emulator = await emulate({
      quotesOf: new Map<string, RestTick[]>([
        ["AAPL", [both, oneSided]],
        ["C:EUR-USD", [pair]],
      ]),
    });
    const [{ data }] = (await partsOf(emulator.url, request("quotes", OPEN, OPEN + 1000))) as [DataPart];
    if (data.dataset !== "quotes") throw new Error("not quotes");
    const { rows } = data;
    expect([[...rows.bidPrice], [...rows.askPrice]]).toEqual([
      [99.5, 99],
      [100.25, 0],
    ]);
    expect([[...rows.bidSize], [...rows.askSize]]).toEqual([
      [200, 100],
      [300, 0],
    ]);
    expect([[...rows.bidExchange], [...rows.askExchange]]).toEqual([
      [11, 4],
      [12, 0],
    ]);
    const [forex] = await partsOf(emulator.url, request("quotes", OPEN, OPEN + 1000, "C:EUR-USD"));
    expect(forex?.data.dataset === "quotes" && forex.data.rows.bidSize[0]).toBeNaN();
  });
});

function pagesOf<T>(rows: readonly T[], size: number): T[][] {
  const pages: T[][] = [];
  for (let i = 0; i === 0 || i < rows.length; i += size) pages.push(rows.slice(i, i + size));
  return pages;
}

async function* stream<T>(pages: readonly T[]): AsyncGenerator<T> {
  yield* pages;
}
