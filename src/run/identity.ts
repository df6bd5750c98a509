import { canonicalJson, type Json } from "../core/canonical-json.ts";
import { type CreateHasher, createSha256, type Hasher, sha256, updateWithColumn } from "../core/sha256.ts";
import type { Ticks } from "../engine/event/tape/tape.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { ExecutionSettings, RunSpec } from "./run-spec.ts";
import type { SessionEquity } from "./session-equity.ts";
import type { BesideBars } from "./simulate.ts";
import type { InstrumentBooks } from "./simulated-account.ts";

/**
 * Names a described run: SHA-256 of resolved settings, parameters, seed, absolute range, code hash and rules version.
 * Where data, benchmark and the strategy file lie, threads, store and report are no part of it.
 */
export function specHash({ strategy, params, from, to, settings, seed, rulesVersion, walkForward }: RunSpec): string {
  const { name, codeHash } = strategy;
  return sha256(
    canonicalJson({
      strategy: { name, codeHash },
      params,
      from,
      to,
      settings: {
        ...settings,
        benchmark: withoutFolders(settings.benchmark),
        ...besideBars(settings),
      } as unknown as Json,
      seed,
      rulesVersion,
      ...(walkForward === undefined ? {} : { walkForward: walkForward as unknown as Json }),
    }),
  );
}

/**
 * Names a trial: the same code, parameters and execution on the same instruments and interval is the same trial, however
 * it is measured (benchmark, risk-free rate, kind of returns, what a trade is).
 */
export function trialKey(spec: RunSpec, symbols: readonly string[]): string {
  return trialKeys(spec, symbols, createSha256)(spec.params);
}

/** The keys of many trials that differ in their parameters only: what they share is written once. */
export function trialKeys(
  spec: RunSpec,
  symbols: readonly string[],
  createHasher: CreateHasher,
): (params: RunSpec["params"]) => string {
  const { from, to, walkForward } = spec;
  const { returns, riskFree, benchmark, tradeUnit, ...execution } = spec.settings;
  // Canonical JSON sorts its keys: these come before "params", those behind it.
  const before = canonicalJson({ codeHash: spec.strategy.codeHash, from, instruments: symbols }).slice(0, -1);
  const behind = canonicalJson({
    settings: execution as unknown as Json,
    to,
    ...(walkForward === undefined ? {} : { walkForward: walkForward as unknown as Json }),
  }).slice(1);
  return (params) => {
    const hasher = createHasher();
    addText(hasher, `${before},"params":${canonicalJson(params)},${behind}`);
    return hasher.digest();
  };
}

/** Names the prices: every column, tags, instrument, calendar, and what the account books of splits and dividends. */
export function dataHash(
  bars: Bars,
  createHasher: CreateHasher,
  actions: readonly CorporateAction[] | null = null,
  { finer = null, quoted = null, ticks = null }: BesideBars = {},
): string {
  const hasher = createHasher();
  const { instrument, timeframe, calendar, ticksPerUnit, adjustment, length } = bars;
  addText(
    hasher,
    canonicalJson({
      instrument: { ...instrument },
      timeframe: timeframe.label,
      calendar: calendar.id,
      ticksPerUnit,
      adjustment,
      length,
    }),
  );
  for (const name of ["time", "closeTime", "open", "high", "low", "close", "volume"] as const) {
    const column = columnOf(bars, name);
    for (let start = 0; start < length; start += HASHED_PART) {
      updateWithColumn(hasher, column.part(start, Math.min(length, start + HASHED_PART)));
    }
  }
  if (bars.local !== undefined) updateWithColumn(hasher, bars.local.rate);
  if (finer !== null) addText(hasher, dataHash(finer, createHasher));
  if (quoted !== null) updateWithColumn(hasher, quoted);
  for (const column of ticks === null ? [] : tickColumns(ticks)) updateWithColumn(hasher, column);
  if (actions !== null) addText(hasher, canonicalJson(actions.map((action) => ({ ...action }))));
  return hasher.digest();
}

/** What of quotes and trades a run depends on, those that there are in order. */
function tickColumns({ quotes, trades }: Ticks): Float64Array[] {
  const ofQuotes =
    quotes === null ? [] : [quotes.time, quotes.bidPrice, quotes.askPrice, quotes.bidSize, quotes.askSize];
  const ofTrades =
    trades === null ? [] : [trades.time, trades.price, trades.size, Float64Array.from(trades.correction)];
  return [...ofQuotes, ...ofTrades];
}

/** Rows of a column that are hashed at a time; no digest depends on it. */
const HASHED_PART = 1 << 18;

/** Names the outcome: every order, every fill, equity at each session's end. */
export function resultHash(
  books: readonly Pick<InstrumentBooks, "orders" | "fills">[],
  sessions: SessionEquity,
  createHasher: CreateHasher,
): string {
  const hasher = createHasher();
  const columns = books.flatMap(({ orders, fills }): (Float64Array | ArrayLike<number>)[] => [
    orders.decisionBar,
    orders.side,
    orders.quantity,
    orders.status,
    orders.reason,
    fills.bar,
    fills.phase,
    fills.time,
    fills.side,
    fills.quantity,
    fills.price,
    fills.reference,
    fills.commission,
    fills.slippage,
  ]);
  columns.push(sessions.day, sessions.equity);
  for (const column of columns) {
    updateWithColumn(hasher, Float64Array.of(column.length));
    updateWithColumn(hasher, column instanceof Float64Array ? column : Float64Array.from(column));
  }
  return hasher.digest();
}

/** What else of the market is read, without folders. */
function besideBars({ finer, quotes, trades, fx }: ExecutionSettings): Record<string, Json> {
  const named = Object.entries({ finer, quotes, trades }).filter(([, address]) => address !== undefined);
  const rates = Object.entries(fx ?? {}).map(([pair, address]) => [pair, withoutFolders(address)]);
  return {
    ...Object.fromEntries(named.map(([name, address]) => [name, withoutFolders(address!)])),
    ...(fx === undefined ? {} : { fx: Object.fromEntries(rates) }),
  };
}

/** The address of a file without the way to it: `csv:/data/spy.csv?tz=UTC` is `csv:spy.csv?tz=UTC`. */
function withoutFolders(address: string): string {
  return address.replace(/^([a-z0-9-]+:)?[^?]*[\\/]/i, "$1");
}

const ENCODER = new TextEncoder();

function addText(hasher: Hasher, text: string): void {
  hasher.update(ENCODER.encode(text));
}
