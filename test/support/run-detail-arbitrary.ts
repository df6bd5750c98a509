import fc from "fast-check";
import type { RunDetail } from "../../src/run/run-detail.ts";
import { EXIT_REASONS } from "../../src/trading/trade-columns.ts";
import { runRecord } from "./run-detail.ts";

const id = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const text = fc.string({ unit: "grapheme", maxLength: 12 });
/** JSON has no −0. */
const jsonNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

const record = fc
  .record({
    id,
    engine: fc.constantFrom("vector" as const, "event" as const),
    metrics: fc.dictionary(
      fc.constantFrom("totalReturn", "sharpeRatio", "winRate", "calmarRatio"),
      fc.option(jsonNumber),
    ),
    notes: fc.array(text, { maxLength: 3 }),
    notFilled: fc.dictionary(text, fc.nat()),
    tag: fc.option(text),
    note: fc.option(text),
  })
  .map((changes) => runRecord(changes.id, changes));

function floats(length: number): fc.Arbitrary<Float64Array> {
  return fc.float64Array({ minLength: length, maxLength: length });
}

const curve = fc.nat(20).chain((n) =>
  fc.record({
    time: floats(n),
    open: floats(n),
    high: floats(n),
    low: floats(n),
    close: floats(n),
    equity: floats(n),
    equityLow: floats(n),
    equityHigh: floats(n),
    drawdown: floats(n),
    benchmark: floats(n),
  }),
);

const sessions = fc
  .nat(20)
  .chain((n) =>
    fc.record({ day: fc.int32Array({ minLength: n, maxLength: n }), equity: floats(n), benchmark: floats(n) }),
  );

const trades = fc.tuple(fc.nat(12), fc.uniqueArray(text, { minLength: 1, maxLength: 4 })).chain(([n, symbols]) => {
  const size = { minLength: n, maxLength: n };
  return fc.record({
    length: fc.constant(n),
    symbols: fc.constant(symbols),
    instrument: fc.uint16Array({ ...size, max: symbols.length - 1 }),
    side: fc.array(fc.constantFrom(1, -1), size).map((sides) => Int8Array.from(sides)),
    entryBar: fc.int32Array(size),
    exitBar: fc.int32Array(size),
    entryTime: floats(n),
    exitTime: floats(n),
    entryPrice: floats(n),
    exitPrice: floats(n),
    quantity: floats(n),
    pnl: floats(n),
    returnFraction: floats(n),
    commission: floats(n),
    slippage: floats(n),
    mae: floats(n),
    mfe: floats(n),
    spread: floats(n),
    impact: floats(n),
    taxes: floats(n),
    carry: floats(n),
    dividends: floats(n),
    exitReason: fc.uint8Array({ ...size, max: EXIT_REASONS.length - 1 }),
    isAmbiguous: fc.uint8Array({ ...size, max: 1 }),
  });
});

/** Any run that keeps the contracts of `run/run-detail.ts`: any floats, NaN, infinities and −0 among them. */
export const anyRunDetail: fc.Arbitrary<RunDetail> = fc.record({ record, curve, sessions, trades });
