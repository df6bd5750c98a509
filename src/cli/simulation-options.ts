import type { Command } from "commander";
import { BacksightError } from "../core/errors.ts";
import { addressesOfSymbols } from "../project/addresses-of-symbols.ts";
import type { SimulationFlags } from "../project/resolve-settings.ts";
import { addRiskOptions } from "./risk-options.ts";

/** Flags of every simulating command, as commander gives them. */
export interface SimulationOptions extends SimulationFlags {
  readonly data?: string[];
  readonly symbols?: string;
  readonly from?: string;
  readonly to?: string;
  readonly adjust?: string;
  readonly offline?: boolean;
  readonly refresh?: boolean;
  readonly param?: string[];
  readonly seed?: string;
  readonly config?: string;
  readonly db?: string;
  readonly tag?: string;
  readonly note?: string;
  readonly strict?: boolean;
  readonly engine?: string;
  readonly timeLimit?: string;
  readonly logLevel?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** The addresses of all instruments. @throws {BacksightError} as `addressesOfSymbols` */
export function instrumentsOf({ data = [], symbols }: Pick<SimulationOptions, "data" | "symbols">): readonly string[] {
  return symbols === undefined ? data : addressesOfSymbols(data, symbols);
}

/** Adds the shared flags to a command. */
export function addSimulationOptions(command: Command): Command {
  command
    .option(
      "--data <address>",
      "prices, once for each instrument that shares the cash: csv:path?symbol=&tz=&timeframe=&calendar=, parquet:path, folder:path?symbol=, https://host/file.csv, polygon:AAPL@5m?from=, binance:BTCUSDT@1h?from=, ccxt:kraken:BTC/USD@1h?from=, yahoo:AAPL@1d?from= or synthetic:gbm?seed=7&bars=2520&timeframe=1d",
      collect,
    )
    .option(
      "--symbols <file>",
      'a file of symbols, one in a line, each for the * of the addresses: --data "polygon:*@1d?…"',
    )
    .option("--base <currency>", "currency of the account, with --fx (USD)")
    .option(
      "--fx <pair=address>",
      "exchange rates: EURUSD=csv:eurusd.csv is the price of a euro in dollars; repeatable",
      collect,
    )
    .option("--from <date>", "first session or time; earlier bars warm up")
    .option("--to <date>", "last session (included) or time (excluded)")
    .option(
      "--adjust <mode>",
      "prices for none, splits or total: splits and dividends; point-in-time: raw, with both booked when they happen (the address's own, splits for stocks)",
    )
    .option("--offline", "open no connection: what the cache lacks is an error")
    .option("--refresh", "ask again for what is cached")
    .option("--param <name=value>", "a parameter of the strategy; repeatable", collect)
    .option(
      "--rules <name>",
      "whose conventions: backsight, vectorbt, backtrader, backtesting.py, zipline, freqtrade; other flags come before them (backsight)",
    )
    .option("--cash <money>", "starting cash (100000)")
    .option("--size <size>", "of an entry: 100 units, 95% of equity, cash:10000, risk:1% to the stop (100%)")
    .option("--size-at <when>", "fill or decision: which price and equity the size is taken from (fill)")
    .option("--direction <sides>", "long, short or both (the strategy's own choice)")
    .option(
      "--stop-loss <distance>",
      "leave this far below the average entry (2%), measured from the fill; atr:3 average ranges of the deciding bar",
    )
    .option(
      "--take-profit <fraction>",
      "leave this far above the average entry: 4%, or by bars held 10%,24:5%,48:0%, or by time 10%,90m:5%",
    )
    .option(
      "--trailing-stop <distance>",
      "leave this far below the best price since the entry: 3% or amount:1.50; 3%@5% once 5% is gained, 10%,3%@5% at 10% until then; atr:3",
    )
    .option("--intrabar <mode>", "order of prices inside a bar: worst, best, ohlc, olhc (worst)")
    .option("--finer <address>", "shorter bars of the same prices, which settle the order inside a bar (none)")
    .option("--quotes <address>", "quotes that orders of callbacks fill at, or for --spread quotes (none)")
    .option("--trades <address>", "trades of the market, which orders of callbacks meet (none)")
    .option("--accumulate <count>", "entries that one position may be made of (1)")
    .option("--leverage <times>", "gross exposure that equity may carry (1)")
    .option(
      "--order-timeout <time>",
      "how long orders wait for their prices: gtc, day, 3 bars, 90m; entry,exit: 10m,30m (gtc)",
    )
    .option("--settlement <days>", "T+0 or T+1: when what a sale brings can be spent (T+0)")
    .option(
      "--account <kind>",
      "cash (no shorts, T+1), reg-t (50% to open; 25% and 30% to hold long and short) or portfolio (15%): what it may borrow, with margin calls (leverage alone)",
    )
    .option(
      "--participation <share>",
      "of a bar's volume that fills may take together; the rest goes on (any size fills)",
    )
    .option("--latency <time>", "how long orders are on their way: 1 bars missed, or 250ms, 5m (to the next open)")
    .option("--trade-unit <unit>", "what one trade of the list is: flat, exit or fifo (flat)")
    .option("--rebalance <when>", "weights and units: on-change or always (on-change)")
    .option("--engine <name>", "vector, event, or both: fails where they differ (the one that the strategy needs)")
    .option("--fill <when>", "next-open, close or next-close (next-open)")
    .option(
      "--commission <fee>",
      "0.1%, 0.005/share, 1/order, 0.005/share,min:1,max:1%, maker:0.02%,taker:0.05%, ibkr-fixed, ibkr-tiered, alpaca or binance-spot (0.001)",
    )
    .option(
      "--slippage <model>",
      "by which market fills are worse than their price: 0.05%, volatility:0.05 or volume-share:0.1 (0.0005)",
    )
    .option(
      "--spread <model>",
      "bid to ask, of which a market fill pays half: 0.02%, edge, corwin-schultz, abdi-ranaldo or roll (0)",
    )
    .option("--impact <model>", "what an order's own size costs: square-root:1, almgren-chriss or kyle (none)")
    .option("--borrow <rate>", "annual fee on the value of short positions: 3% (0)")
    .option("--financing <rate>", "annual interest on borrowed cash: 5% (0)")
    .option("--taxes <tax>", "on trades: uk-stamp-duty, france-ftt, 0.1% or buys:0.5%,sells:0 (none)")
    .option("--costs <none>", "none: no costs at all")
    .option("--returns <per>", "session or bar (session)")
    .option("--rf <fraction>", "annual risk-free rate (0)")
    .option("--benchmark <what>", "hold, none or a data address (hold)")
    .option("--seed <number>", "seed of every random draw (1)")
    .option("--tag <text>", "a label to find the run by")
    .option("--note <text>", "a remark to keep with the run")
    .option("--strict", "exit 1 when a guard fails")
    .option("--config <file>", "configuration (./config.yaml)")
    .option("--db <file>", "result store (.backsight/runs.db)")
    .option(
      "--time-limit <time>",
      "longest that the strategy's code may run at one go, in a search for one combination: 30s, 10m, 2h, or none (10m unless given)",
    )
    .option("--log-level <level>", "events as JSON lines on standard error: error, warn, info, debug (silent)")
    .option("--quiet", "no progress");
  return addRiskOptions(command);
}

/** The pairs of `--param name=value`, each value one. @throws {BacksightError} BACKSIGHT_USAGE */
export function readParams(pairs: readonly string[] = []): Record<string, string> {
  const params = readPairs(pairs);
  for (const [name, value] of Object.entries(params)) {
    if (!/^-?[\d.]+:-?[\d.]+(:[\d.]+)?$/.test(value)) continue;
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `--param ${name}=${value} is a range.`,
      help: "A run takes one value; ranges belong to the command sweep.",
    });
  }
  return params;
}

/** The pairs of `--param name=value`, whatever the values. @throws {BacksightError} BACKSIGHT_USAGE */
export function readPairs(pairs: readonly string[] = []): Record<string, string> {
  const params: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at <= 0)
      throw new BacksightError("BACKSIGHT_USAGE", {
        problem: `--param ${pair} is no name=value.`,
        help: "Write --param fast=10.",
      });
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    if (Object.hasOwn(params, name))
      throw new BacksightError("BACKSIGHT_USAGE", {
        problem: `--param ${name} is given twice.`,
        help: "Give it once.",
      });
    params[name] = value;
  }
  return params;
}

/** A seed from the command line; 1 without one. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readSeed(text: string | undefined): number {
  if (text === undefined) return 1;
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "seed", rule: "a whole number from 0", value: text });
}
