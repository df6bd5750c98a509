import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../../test/support/thrown.ts";
import type { TradeTicks } from "../../../market/trade-ticks.ts";
import type { FlatFileOptions } from "./flat-file-options.ts";
import { joinTicks } from "./join-ticks.ts";
import { quotePiecesReader, type TickPiecesReader, tradePiecesReader } from "./tick-pieces-reader.ts";

const TRADES =
  "ticker,conditions,correction,exchange,id,participant_timestamp,price,sequence_number,sip_timestamp,size,tape,trf_id,trf_timestamp";
const QUOTES =
  "ticker,ask_exchange,ask_price,ask_size,bid_exchange,bid_price,bid_size,conditions,indicators,participant_timestamp,sequence_number,sip_timestamp,tape,trf_timestamp";

function pieces<T>(reader: TickPiecesReader<T>, text: string, step = Infinity): T[] {
  const bytes = new TextEncoder().encode(text);
  const all: T[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    const chunk = bytes.slice(at, at + step);
    all.push(...reader.push(chunk));
    chunk.fill(255);
  }
  return [...all, ...reader.finish()];
}

const trades = (rows: readonly string[], options: Partial<FlatFileOptions> = {}, step?: number) => {
  const reader = tradePiecesReader({ path: "t.csv.gz", ...options });
  return { pieces: pieces(reader, `${[TRADES, ...rows].join("\n")}\n`, step), quality: reader.quality };
};
const trade = (ticker: string, ns: string | bigint, rest: Partial<Record<"c" | "cor" | "seq" | "size", string>> = {}) =>
  `${ticker},${rest.c ?? ""},${rest.cor ?? "0"},11,id,${ns},10.5,${rest.seq ?? "7"},${ns},${rest.size ?? "100"},1,0,0`;

describe("tradePiecesReader", () => {
  it("reads the vendor's own line, nanoseconds and conditions exact", () => {
    // Sample of the vendor's article "Insights from Trade-Level Data".
    const line = 'A,"12,37",0,11,52983525035312,1712306654208705342,142.99,3807,1712306654208740096,5,1,0,0';
    const [ticks] = trades([line]).pieces;
    expect(ticks).toEqual({
      symbol: "A",
      length: 1,
      timeNs: BigInt64Array.of(1712306654208740096n),
      time: Float64Array.of(Number("1712306654208.740096")),
      price: Float64Array.of(142.99),
      size: Float64Array.of(5),
      exchange: Uint16Array.of(11),
      correction: Uint8Array.of(0),
      sequence: Float64Array.of(3807),
      conditions: { starts: Uint32Array.of(0, 2), codes: Uint16Array.of(12, 37) },
    });
  });

  it("gives pieces of one ticker in the file's order, and counts those that come again", () => {
    const at = (second: number) => `${1712306654 + second}208740097`;
    const rows = [
      trade("A", at(0)),
      trade("A", at(2)),
      trade("B", at(1), { cor: "8" }),
      trade("A", at(1), { size: "0" }),
    ];
    const { pieces: all, quality } = trades(rows, {}, 3);
    expect(all.map(({ symbol, length }) => [symbol, length])).toEqual([
      ["A", 2],
      ["B", 1],
      ["A", 1],
    ]);
    expect(all[1]!.correction).toEqual(Uint8Array.of(8));
    expect(quality).toMatchObject({ rows: 4, splitTickers: 1, corrected: 1, zeroVolumes: 1, oddValues: 0 });
  });

  it("cuts the rows of a ticker into pieces of 262,144", () => {
    const rows = Array.from({ length: 262_146 }, (_, i) => trade("A", 1712306654208740096n + BigInt(i)));
    const all = trades(rows).pieces;
    expect(all.map(({ length }) => length)).toEqual([262_144, 2]);
    expect(all[0]!.timeNs.at(-1)).toBe(1712306654208740096n + 262_143n);
    expect(all[1]!.timeNs[0]).toBe(1712306654208740096n + 262_144n);
  });

  it("reads crypto trades by the participant's time, and index values as trades without a size", () => {
    const crypto = "ticker,conditions,correction,exchange,id,participant_timestamp,price,size";
    const reader = tradePiecesReader({ path: "x" });
    const [coin] = pieces(reader, `${crypto}\nX:BTC-USD,2,0,1,77,1712306654208740096,64000.5,0.0001\n`);
    expect(coin).toMatchObject({ symbol: "X:BTC-USD", sequence: Float64Array.of(NaN), size: Float64Array.of(0.0001) });
    const values = tradePiecesReader({ path: "x" });
    const [index] = pieces(values, "ticker,timestamp,value\nI:SPX,1712306654208740096,5204.34\n");
    expect(index).toMatchObject({ price: Float64Array.of(5204.34), size: Float64Array.of(NaN) });
    expect(values.quality).toMatchObject({ oddValues: 0, zeroVolumes: 0 });
    // Without its SIP time a file of stock trades would pass for one of crypto.
    expect(
      thrown(() => pieces(tradePiecesReader({ path: "x" }), `${crypto}\nA,2,0,1,7,1712306654208740096,1,1\n`)).code,
    ).toBe("BACKSIGHT_FLAT_FILE_COLUMN");
  });

  it.each([
    [trade("A", "1712306654208740096", { c: '"12,"' }), 'conditions is "12,", not codes'],
    [trade("A", "1712306654208740096", { c: '"12,,37"' }), 'conditions is "12,,37", not codes'],
    [trade("A", "1712306654208740096", { c: '"12 37"' }), 'conditions is "12 37", not codes'],
    [trade("A", "1712306654208740096", { c: "70000" }), 'conditions is "70000", not codes'],
    [trade("A", "1712306654208740096", { cor: "1.5" }), "1.5 is no exchange or correction"],
    [trade("A", "1712306654208740096", { size: "" }), "a price or size is empty"],
    [trade("A", "1712306654208740096", { c: "12,37" }), 'sip_timestamp is "7", not nanoseconds'],
  ])("refuses the line %s", (line, problem) => {
    const error = thrown(() => trades([trade("A", "1712306654208740096"), line]));
    expect(error.code).toBe("BACKSIGHT_FLAT_FILE_ROW");
    expect(error.message).toContain(`t.csv.gz line 3: ${problem}`);
  });

  it("gives what a plain reading gives, whatever the chunks", () => {
    const rows = fc.array(
      fc.record({
        ticker: fc.constantFrom("A", "NULL", "KIMpL"),
        ns: fc.bigInt({ min: 946_684_800_000_000_000n, max: 4_102_444_800_000_000_000n }),
        codes: fc.array(fc.nat(65_535), { maxLength: 20 }),
        price: fc.double({ min: 0, max: 1e9, noNaN: true }),
        sequence: fc.nat(),
        correction: fc.nat(12),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 200 }), (list, step) => {
        const lines = list.map(({ ticker, ns, codes, price, sequence, correction }) => {
          const conditions = codes.length > 1 ? `"${codes.join(",")}"` : codes.join("");
          return `${ticker},${conditions},${correction},4,i,${ns},${price},${sequence},${ns},3.25,1,0,0`;
        });
        const found = trades(lines, {}, step).pieces.flatMap((ticks) =>
          Array.from({ length: ticks.length }, (_, i) => ({
            ticker: ticks.symbol,
            ns: ticks.timeNs[i],
            codes: [...ticks.conditions.codes.subarray(ticks.conditions.starts[i], ticks.conditions.starts[i + 1])],
            price: ticks.price[i],
            sequence: ticks.sequence[i],
            correction: ticks.correction[i],
          })),
        );
        expect(found).toEqual(list.map((row) => ({ ...row, price: row.price + 0 })));
      }),
      { numRuns: 200 },
    );
  });
});

describe("quotePiecesReader", () => {
  it("reads a line of the vendor's", () => {
    // From issue 317 of polygon-io/issues.
    const reader = quotePiecesReader({ path: "q" });
    const line = "MSFT,19,0,0,19,0,0,19,,1679990340007888000,941,1679990340010084598,3,0";
    const [ticks] = pieces(reader, `${QUOTES}\n${line}\n`);
    expect(ticks).toMatchObject({
      symbol: "MSFT",
      timeNs: BigInt64Array.of(1679990340010084598n),
      bidPrice: Float64Array.of(0),
      askSize: Float64Array.of(0),
      bidExchange: Uint16Array.of(19),
      sequence: Float64Array.of(941),
      conditions: { starts: Uint32Array.of(0, 1), codes: Uint16Array.of(19) },
    });
    // Nobody quotes: that isn't odd.
    expect(reader.quality.oddValues).toBe(0);
  });

  it("reads forex quotes, which have no sizes", () => {
    const header = "ticker,ask_exchange,ask_price,bid_exchange,bid_price,participant_timestamp";
    const line = "C:AED-AUD,48,0.412060465749694,48,0.411836123587859,1757552407000000000";
    const [ticks] = pieces(quotePiecesReader({ path: "q" }), `${header}\n${line}\n`);
    expect(ticks).toMatchObject({
      askPrice: Float64Array.of(0.412060465749694),
      bidSize: Float64Array.of(NaN),
      askExchange: Uint16Array.of(48),
    });
  });
});

describe("joinTicks", () => {
  const pieceOf = (rows: readonly (readonly [bigint, number])[]): { dataset: "trades"; rows: TradeTicks } => {
    const lines = rows.map(([ns, seq], i) => trade("A", ns, { seq: String(seq), c: String(i), size: String(seq) }));
    return { dataset: "trades", rows: trades(lines).pieces[0]! };
  };
  const T = 1712306654208740096n;

  it("puts pieces together in the order of the tape, equal times by sequence, conditions too", () => {
    const first = pieceOf([
      [T + 5n, 2],
      [T + 5n, 1],
    ]);
    const { ticks, unsorted } = joinTicks([first, pieceOf([[T, 3]]), pieceOf([[T + 9n, 4]])]);
    expect([...ticks.rows.sequence]).toEqual([3, 1, 2, 4]);
    expect([...ticks.rows.timeNs]).toEqual([T, T + 5n, T + 5n, T + 9n]);
    expect([...ticks.rows.conditions.codes]).toEqual([0, 1, 0, 0]);
    expect([...ticks.rows.size]).toEqual([3, 1, 2, 4]);
    expect(unsorted).toBe(2);
  });

  it("keeps the file's order of equal times where a sequence isn't known", () => {
    const piece = pieceOf([
      [T, 3],
      [T, 2],
      [T, 1],
    ]);
    piece.rows.sequence[1] = NaN;
    expect(joinTicks([piece])).toEqual({ ticks: piece, unsorted: 0 });
  });
});
