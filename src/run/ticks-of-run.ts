import { BacksightError } from "../core/errors.ts";
import type { Ticks } from "../engine/event/tape/tape.ts";
import type { Bars } from "../market/bars.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import type { TradeTicks } from "../market/trade-ticks.ts";
import type { EventProgram } from "../strategy/event-strategy.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { spreadOfRun } from "./quotes-of-run.ts";
import type { RunPorts } from "./run-ports.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** What of a market's ticks a run was given, instead of loading them. */
export interface GivenTicks {
  readonly quotes?: QuoteTicks | null;
  readonly trades?: TradeTicks | null;
}

/** What a run reads of quotes and trades. */
export interface ReadTicks {
  /** Orders meet these; null: they meet bars. */
  readonly ticks: Ticks | null;
  /** Quoted spread of each bar, for costs by quotes. */
  readonly quoted: Float64Array | null;
}

/**
 * The quotes and trades of a run: orders of callbacks meet them; with costs by quotes (`spread: "quotes"`) orders meet bars, and
 * each fill pays what the bar before was quoted at.
 *
 * @throws {BacksightError} as `spreadOfRun`, and what loading them finds wrong
 */
export async function ticksOfRun(
  { quotes: quotesAt, trades: tradesAt, costs }: Pick<ExecutionSettings, "quotes" | "trades" | "costs">,
  given: GivenTicks,
  bars: Bars,
  ports: Pick<RunPorts, "loadQuotes" | "loadTrades">,
): Promise<ReadTicks> {
  const quotes = given.quotes ?? (quotesAt === undefined ? null : await load(ports.loadQuotes, quotesAt, bars));
  const trades = given.trades ?? (tradesAt === undefined ? null : await load(ports.loadTrades, tradesAt, bars));
  const { spread } = costs;
  if (typeof spread === "number" || spread.kind !== "quoted")
    return { ticks: quotes === null && trades === null ? null : { quotes, trades }, quoted: null };
  if (trades !== null)
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "a spread by quotes beside trades",
      instead: "Leave the spread out: orders fill at the quotes themselves.",
    });
  return { ticks: null, quoted: quotes === null ? null : spreadOfRun(bars, quotes) };
}

/** What orders met, for people. */
export function ticksNotes(ticks: Ticks | null): string[] {
  if (ticks === null) return [];
  const { quotes, trades } = ticks;
  const told = [
    ...(quotes === null ? [] : [`${quotes.length} quotes`]),
    ...(trades === null ? [] : [`${trades.length} trades`]),
  ];
  return [`orders met ${told.join(" and ")}; bars only measure the account`];
}

function load<T>(
  loader: ((address: string, bars: Bars) => Promise<T>) | undefined,
  address: string,
  bars: Bars,
): Promise<T> {
  if (loader !== undefined) return loader(address, bars);
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `loading ${address} here`,
    instead: "Load quotes and trades in Node, or give them: { quotes, trades }.",
  });
}

/** Quotes or trades are asked for where nothing reads them. */
export function ticksElsewhere(): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: "quotes and trades in anything but a single run on one instrument",
    instead: "Leave --quotes and --trades out.",
  });
}

const wrong = (strategy: string, problem: string, advice: string) =>
  new BacksightError("BACKSIGHT_TICKS", { strategy, problem, advice });

/** @throws {BacksightError} BACKSIGHT_TICKS for callbacks that nobody would call */
export function checkTicked({ strategy, callbacks }: EventProgram, ticks: Ticks | null): void {
  if (callbacks.onQuote !== undefined && (ticks?.quotes ?? null) === null)
    throw wrong(
      strategy,
      "has onQuote, and there are no quotes",
      "Run it with quotes: --quotes, or { quotes } in code.",
    );
  if (callbacks.onTick !== undefined && (ticks?.trades ?? null) === null)
    throw wrong(
      strategy,
      "has onTick, and there are no trades",
      "Run it with trades: --trades, or { trades } in code.",
    );
}

/** @throws {BacksightError} BACKSIGHT_TICKS for quotes and trades that nobody would read */
export function checkReadsTicks({ name, events }: Pick<Strategy, "name" | "events">, ticks: Ticks | null): void {
  if (ticks === null || events !== undefined) return;
  const advice =
    'Decide by callbacks (onQuote, onTick, onBar); or let quotes be for costs: costs: { spread: "quotes" }.';
  throw wrong(name, "gives signals on bars, and reads no quotes or trades", advice);
}
