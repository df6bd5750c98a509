import { checkFinite, checkInteger, checkPositive } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { FxRates } from "../data/prepare/in-account-currency.ts";
import type { Bars } from "../market/bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import type { TradeTicks } from "../market/trade-ticks.ts";
import type { Direction } from "../strategy/strategy.ts";
import { type Commission, type CostSettings, DEFAULT_COSTS, NO_COSTS } from "../trading/costs/cost-settings.ts";
import type { ImpactModel } from "../trading/costs/impact/impact-model.ts";
import { COST_PARTS, readCosts } from "../trading/costs/read-costs.ts";
import type { SlippageModel } from "../trading/costs/slippage/slippage-model.ts";
import type { SpreadModel } from "../trading/costs/spread/spread-model.ts";
import type { TransactionTax } from "../trading/costs/taxes/transaction-tax.ts";
import { INTRABAR_MODES, type IntrabarMode } from "../trading/fills/protective-exit.ts";
import type { TakeProfit } from "../trading/fills/take-profit.ts";
import { TRADE_UNITS, type TradeUnit } from "../trading/ledger/trade-units.ts";
import type { Size } from "../trading/orders/size.ts";
import { GOOD_TILL_CANCELLED, type OrderTimeouts, type TimeInForce } from "../trading/orders/time-in-force.ts";
import { limitsInForce, type RiskLimitOptions, resolveRiskLimits } from "../trading/risk/resolve-risk-limits.ts";
import { FILL_TIMES, type FillTime, RULE_BOOK_NAMES, type RuleBookName } from "../trading/rules/rule-book.ts";
import { type EngineChoice, readEngine } from "./engine-choice.ts";
import { executionDefaults } from "./execution-defaults.ts";
import { breakEvenOf, exitsOf, type RangeOption } from "./exit-options.ts";
import { leverageWithin, readMarketAccess, settlementOf } from "./market-access.ts";
import { isCount, isObject, isPositive, wrong } from "./option-checks.ts";
import type { ExecutionSettings } from "./run-spec.ts";
import { USUAL_BASE } from "./usual-base.ts";

/** How a backtest is executed; everything has a default. */
export interface BacktestOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  /** Whose conventions: Backsight's own, or another tool's; what else is given comes before them. */
  readonly rules?: RuleBookName;
  readonly cash?: number;
  /** What trading and holding costs; or "none". */
  readonly costs?: "none" | CostOptions;
  readonly fill?: FillTime;
  /** Units, or an intent: `{ fraction }` of equity, `{ cash }`. */
  readonly size?:
    | number
    | { readonly fraction: number }
    | { readonly cash: number }
    | { readonly riskFraction: number };
  readonly sizeAt?: "fill" | "decision";
  /** Sides that may be taken; the strategy's own choice unless given. */
  readonly direction?: Direction;
  /** Entries that one position may be made of. */
  readonly accumulate?: number;
  /** Gross exposure that equity may carry; 1. */
  readonly leverage?: number;
  /** How long orders wait for their prices: "gtc", "day", `{ bars }` or `{ minutes }`; of entries and exits apart. */
  readonly orderTimeout?:
    | OrderTimeoutOption
    | { readonly entry: OrderTimeoutOption; readonly exit: OrderTimeoutOption };
  readonly settlement?: "T+0" | "T+1";
  /** What the account is: "cash", "reg-t" or "portfolio"; with rates of its own "portfolio:20%". */
  readonly account?: string;
  /** Share of a bar's volume that fills may take together; the rest goes on. */
  readonly participation?: number | string;
  /** How long decided orders are on their way: bars, or a time, "250ms". */
  readonly latency?: number | string;
  /** A fraction of the average entry price, or average true ranges of the deciding bar away from the fill (over 14 bars). */
  readonly stopLoss?: number | RangeOption;
  readonly takeProfit?: TakeProfit;
  /**
   * A fraction of the best price since the entry, or an amount of money below it; with `activateAt` only once the
   * position has gained that fraction; `before` is the distance until then.
   */
  readonly trailingStop?:
    | number
    | RangeOption
    | { readonly fraction: number; readonly activateAt?: number; readonly before?: number }
    | { readonly amount: number; readonly activateAt?: number; readonly before?: number };
  /** Bars after the entry's at whose open a position that is still held leaves. */
  readonly timeStop?: number;
  /** Gain, a fraction, that moves the stop to the entry; or that and how far beyond the entry it moves. */
  readonly breakEven?: number | { readonly afterGain: number; readonly offset?: number };
  /** What the account may hold, lose and trade; what a limit leaves of an order is cut, or the order refused. */
  readonly risk?: RiskLimitOptions;
  readonly intrabar?: IntrabarMode;
  /** Shorter bars of the same prices, or their address: they settle which of stop and target a bar met first. */
  readonly finer?: Bars | string;
  readonly rebalance?: "on-change" | "always";
  /** What one trade of the list is: flat to flat, each exit, or first in, first out. */
  readonly tradeUnit?: TradeUnit;
  readonly returns?: "session" | "bar";
  /** Annual, a fraction. */
  readonly riskFree?: number;
  readonly benchmark?: string;
  /** Splits and dividends of raw bars of one instrument: the run is point in time, and its account books them. */
  readonly actions?: readonly CorporateAction[];
  /** Currency of the account where instruments are quoted in several; USD. */
  readonly base?: string;
  /** Exchange rates by pair, `{ EURUSD: bars }`: instruments in other currencies are traded in the account's. */
  readonly fx?: FxRates;
  /**
   * Quotes of the one instrument, which orders of a strategy of callbacks meet; with costs of `spread: "quotes"` orders meet
   * bars, and each fill pays what the bar before was quoted at.
   */
  readonly quotes?: QuoteTicks;
  /** Trades of the one instrument, which orders of a strategy of callbacks meet, as they do quotes. */
  readonly trades?: TradeTicks;
  /** Seconds that the strategy's code may run at one go, in Node; as long as it wants. */
  readonly timeLimit?: number;
  /** What simulates it: by vector, by event, or by both, which must agree; the one that the strategy needs. */
  readonly engine?: EngineChoice;
  readonly seed?: number;
  readonly tag?: string;
  readonly note?: string;
  /** False: nothing is stored and no trial is counted. */
  readonly store?: boolean;
}

/**
 * Costs by part. A number is a fraction (of the notional for commissions and taxes, of the price for slippage and spread, a
 * year for borrow and financing), a text names a model as the command line does: "ibkr-tiered", "volume-share:0.1", "edge",
 * "square-root:0.5", "3%", "uk-stamp-duty".
 */
export interface CostOptions {
  readonly commission?: number | string | { readonly perUnit: number } | Commission;
  readonly slippage?: number | string | Exclude<SlippageModel, number>;
  readonly spread?: number | string | Exclude<SpreadModel, number>;
  readonly impact?: string | ImpactModel;
  /** Annual, on the value of short positions. */
  readonly borrow?: number | string;
  /** Annual, on borrowed cash. */
  readonly financing?: number | string;
  readonly taxes?: number | string | Partial<TransactionTax>;
}

/** Until it is taken back, through the session of its first bar, or so long. */
export type OrderTimeoutOption = "gtc" | "day" | { readonly bars: number } | { readonly minutes: number };

/** The same with every default filled in; the parameters are the strategy's to check. */
export interface ResolvedOptions {
  readonly params: Readonly<Record<string, unknown>>;
  readonly settings: ExecutionSettings;
  readonly engine: EngineChoice | undefined;
  readonly timeLimit: number | undefined;
  readonly seed: number;
  readonly tag: string | null;
  readonly note: string | null;
  readonly store: boolean;
}

const OPTIONS = [
  "params",
  "rules",
  "cash",
  "costs",
  "fill",
  "size",
  "sizeAt",
  "direction",
  "accumulate",
  "leverage",
  "orderTimeout",
  "settlement",
  "account",
  "participation",
  "latency",
  "stopLoss",
  "takeProfit",
  "trailingStop",
  "timeStop",
  "breakEven",
  "risk",
  "intrabar",
  "finer",
  "rebalance",
  "tradeUnit",
  "returns",
  "riskFree",
  "benchmark",
  "actions",
  "base",
  "fx",
  "quotes",
  "trades",
  "engine",
  "timeLimit",
  "seed",
  "tag",
  "note",
  "store",
];

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_ARGUMENT */
export function resolveOptions(options: BacktestOptions, strategyDirection: Direction = "both"): ResolvedOptions {
  checkKeys("option", options, OPTIONS);
  const rules = oneOf("rules", options.rules, RULE_BOOK_NAMES);
  const defaults = executionDefaults(rules);
  const access = readMarketAccess(options);
  if (options.leverage !== undefined) checkPositive("leverage", options.leverage);
  const leverage = leverageWithin(options.leverage, defaults.leverage, access.account);
  const { cash = 100_000, riskFree = 0, seed = 1, store = true, params = {}, benchmark = "hold" } = options;
  const { direction = strategyDirection } = options;
  if (!isObject(params)) throw wrong("params", "an object of parameter values", params);
  if (typeof store !== "boolean") throw wrong("store", "true or false", store);
  checkFinite("riskFree", riskFree);
  if (riskFree <= -1) throw wrong("riskFree", "above -1", riskFree);
  return {
    params,
    settings: {
      rules,
      cash: checkPositive("cash", cash),
      fill: oneOf("fill", options.fill, FILL_TIMES, defaults.fill),
      size: options.size === undefined ? defaults.size : sizeOf(options.size, leverage),
      sizeAt: oneOf("sizeAt", options.sizeAt, ["fill", "decision"], defaults.sizeAt),
      costs: costsOf(options.costs),
      direction: oneOf("direction", direction, ["both", "long", "short"]),
      accumulate: checkInteger("accumulate", options.accumulate ?? 1, 1),
      leverage,
      orderTimeout: timeoutsOf(options.orderTimeout),
      settlement: oneOf("settlement", options.settlement, ["T+0", "T+1"], settlementOf(access.account)),
      ...access,
      ...exitsOf(options),
      ...positionRulesOf(options),
      intrabar: oneOf("intrabar", options.intrabar, INTRABAR_MODES, defaults.intrabar),
      ...(options.finer === undefined ? {} : { finer: sourceOf(options.finer) }),
      ...currencyOf(options),
      ...(options.quotes === undefined ? {} : { quotes: GIVEN_IN_CODE }),
      ...(options.trades === undefined ? {} : { trades: GIVEN_IN_CODE }),
      rebalance: oneOf("rebalance", options.rebalance, ["on-change", "always"]),
      tradeUnit: oneOf("tradeUnit", options.tradeUnit, TRADE_UNITS, defaults.tradeUnit),
      returns: oneOf("returns", options.returns, ["session", "bar"]),
      riskFree,
      benchmark: textOf("benchmark", benchmark) ?? "hold",
    },
    engine: readEngine(options.engine),
    timeLimit: options.timeLimit === undefined ? undefined : checkPositive("timeLimit", options.timeLimit),
    seed: checkInteger("seed", seed, 0),
    tag: textOf("tag", options.tag),
    note: textOf("note", options.note),
    store,
  };
}

function sizeOf(size: unknown, leverage: number): Size {
  if (isPositive(size)) return { kind: "quantity", quantity: size };
  if (isObject(size) && Object.keys(size).length === 1) {
    const { fraction, cash, riskFraction } = size;
    if (isPositive(fraction) && fraction <= Math.max(1, leverage)) return { kind: "fraction", fraction };
    if (isPositive(cash)) return { kind: "cash", cash };
    if (isPositive(riskFraction) && riskFraction < 1) return { kind: "risk", fraction: riskFraction };
  }
  throw wrong("size", "units above 0, { fraction } up to 1, { cash } or { riskFraction } below 1", size);
}

/** What a run has only where it is asked for. */
function positionRulesOf({ timeStop, breakEven, risk }: BacktestOptions) {
  const limits = risk === undefined ? null : limitsInForce(resolveRiskLimits(risk));
  return {
    ...(timeStop === undefined ? {} : { timeStop: checkInteger("timeStop", timeStop, 1) }),
    ...(breakEven === undefined ? {} : { breakEven: breakEvenOf(breakEven) }),
    ...(limits === null ? {} : { risk: limits }),
  };
}

function currencyOf({ base, fx }: BacktestOptions): Pick<ExecutionSettings, "base" | "fx"> {
  if (fx === undefined) return {};
  if (!isObject(fx)) throw wrong("fx", "bars by pair: { EURUSD: bars }", fx);
  const rates = Object.entries(fx).map(([pair, bars]) => [pair, sourceOf(bars)] as const);
  return { base: base ?? USUAL_BASE, fx: Object.fromEntries(rates) };
}

/** In place of an address. */
const GIVEN_IN_CODE = "inline";

function sourceOf(finer: unknown): string {
  const source = isObject(finer) ? finer.source : finer;
  if (typeof source === "string") return source;
  throw wrong("finer", "bars, or their address", finer);
}

function timeoutsOf(given: unknown): OrderTimeouts {
  if (given === undefined) return GOOD_TILL_CANCELLED;
  const both = isObject(given) && ("entry" in given || "exit" in given);
  const [entry, exit] = both
    ? [given.entry, given.exit].map(timeInForceOf)
    : [timeInForceOf(given), timeInForceOf(given)];
  const isComplete = !both || Object.keys(given).length === 2;
  if (entry !== null && entry !== undefined && exit !== null && exit !== undefined && isComplete)
    return { entry, exit };
  throw wrong("orderTimeout", '"gtc", "day", { bars } or { minutes }, or { entry, exit } of these', given);
}

function timeInForceOf(given: unknown): TimeInForce | null {
  if (given === "gtc" || given === "day") return { kind: given };
  if (!isObject(given) || Object.keys(given).length !== 1) return null;
  const { bars, minutes } = given;
  if (isCount(bars) && bars > 0) return { kind: "bars", bars };
  return isPositive(minutes) ? { kind: "minutes", minutes } : null;
}

function costsOf(costs: unknown): CostSettings {
  if (costs === "none") return NO_COSTS;
  if (costs === undefined) return DEFAULT_COSTS;
  if (!isObject(costs)) throw wrong("costs", `"none" or { ${COST_PARTS.join(", ")} }`, costs);
  checkKeys("cost", costs, COST_PARTS);
  return readCosts(costs);
}

function oneOf<const T extends string>(
  name: string,
  value: unknown,
  known: readonly [T, ...T[]],
  byDefault: NoInfer<T> = known[0],
): T {
  if (value === undefined) return byDefault;
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw wrong(name, known.map((text) => `"${text}"`).join(" or "), value);
  return found;
}

function textOf(name: string, value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value !== "string") throw wrong(name, "a text", value);
  return value;
}

function checkKeys(kind: string, given: unknown, known: readonly string[]): void {
  if (!isObject(given)) throw wrong("options", "an object", given);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
      kind,
      name,
      hint: didYouMean(name, known),
      known: known.join(", "),
    });
  }
}
