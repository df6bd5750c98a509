import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { executionDefaults } from "../run/execution-defaults.ts";
import { leverageWithin, readMarketAccess, settlementOf } from "../run/market-access.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import { USUAL_BASE } from "../run/usual-base.ts";
import type { Direction } from "../strategy/strategy.ts";
import { type CostSettings, NO_COSTS } from "../trading/costs/cost-settings.ts";
import { DEFAULT_SLIPPAGE_BARS, DEFAULT_VOLATILITY_MULTIPLE } from "../trading/costs/model-defaults.ts";
import { COST_PARTS, type CostsGiven, readCosts } from "../trading/costs/read-costs.ts";
import type { SlippageModel } from "../trading/costs/slippage/slippage-model.ts";
import { INTRABAR_MODES } from "../trading/fills/protective-exit.ts";
import { TRADE_UNITS } from "../trading/ledger/trade-units.ts";
import { FILL_TIMES, RULE_BOOK_NAMES } from "../trading/rules/rule-book.ts";
import type { Config } from "./config.ts";
import { absoluteAddress } from "./data-address.ts";
import { readOrderTimeout } from "./read-order-timeout.ts";
import { type RiskFlags, readRisk } from "./read-risk.ts";
import { readFraction, readMoney, readSize } from "./read-size.ts";
import { readTakeProfit } from "./read-stops.ts";

/** The flags that every simulating command shares, as texts from the command line. */
export interface SimulationFlags extends RiskFlags {
  readonly rules?: string;
  readonly cash?: string;
  readonly commission?: string;
  readonly slippage?: string;
  readonly spread?: string;
  readonly impact?: string;
  readonly borrow?: string;
  readonly financing?: string;
  readonly taxes?: string;
  readonly costs?: string;
  readonly fill?: string;
  readonly size?: string;
  readonly sizeAt?: string;
  readonly direction?: string;
  readonly accumulate?: string;
  readonly leverage?: string;
  readonly orderTimeout?: string;
  readonly settlement?: string;
  readonly account?: string;
  readonly participation?: string;
  readonly latency?: string;
  readonly takeProfit?: string;
  readonly intrabar?: string;
  readonly finer?: string;
  readonly quotes?: string;
  readonly base?: string;
  readonly fx?: readonly string[];
  readonly trades?: string;
  readonly rebalance?: string;
  readonly tradeUnit?: string;
  readonly returns?: string;
  readonly rf?: string;
  readonly benchmark?: string;
}

/**
 * The settings of a run: a flag comes before the configuration, the configuration before the rule book that is asked
 * for, and that before what is built in.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_USAGE
 */
export function resolveSettings(
  flags: SimulationFlags,
  config: Config | null,
  strategyDirection: Direction,
): ExecutionSettings {
  const backtesting = config?.backtesting;
  const rules = oneOf("--rules", flags.rules, RULE_BOOK_NAMES, backtesting?.rules);
  const defaults = executionDefaults(rules);
  const access = readMarketAccess({
    participation: flags.participation ?? backtesting?.participation,
    latency: flags.latency ?? backtesting?.latency,
    account: flags.account ?? backtesting?.account,
  });
  const asked = flags.leverage === undefined ? undefined : readMoney("leverage", flags.leverage);
  const leverage = leverageWithin(asked, defaults.leverage, access.account);
  return {
    rules,
    cash: flags.cash === undefined ? (backtesting?.initial_capital ?? 100_000) : readMoney("cash", flags.cash),
    fill: oneOf("--fill", flags.fill, FILL_TIMES, defaults.fill),
    size: flags.size === undefined ? defaults.size : readSize(flags.size, leverage),
    sizeAt: oneOf("--size-at", flags.sizeAt, ["fill", "decision"], defaults.sizeAt),
    costs: costsOf(flags, config),
    direction: oneOf("--direction", flags.direction, [strategyDirection, "long", "short", "both"]),
    accumulate: flags.accumulate === undefined ? defaults.accumulate : readCount("accumulate", flags.accumulate),
    leverage,
    orderTimeout: readOrderTimeout(flags.orderTimeout),
    settlement: oneOf("--settlement", flags.settlement, ["T+0", "T+1"], settlementOf(access.account)),
    ...access,
    takeProfit: flags.takeProfit === undefined ? null : readTakeProfit(flags.takeProfit),
    ...readRisk(flags, config?.risk),
    ...(flags.finer === undefined ? {} : { finer: flags.finer }),
    ...fxOf(flags),
    ...(flags.quotes === undefined ? {} : { quotes: absoluteAddress(flags.quotes) }),
    ...(flags.trades === undefined ? {} : { trades: absoluteAddress(flags.trades) }),
    intrabar: oneOf("--intrabar", flags.intrabar, INTRABAR_MODES, defaults.intrabar),
    rebalance: oneOf("--rebalance", flags.rebalance, ["on-change", "always"]),
    tradeUnit: oneOf("--trade-unit", flags.tradeUnit, TRADE_UNITS, defaults.tradeUnit),
    returns: oneOf("--returns", flags.returns, ["session", "bar"]),
    riskFree: flags.rf === undefined ? 0 : readFraction("rf", flags.rf, 1),
    benchmark: flags.benchmark ?? "hold",
  };
}

/** Rates by pair, of `EURUSD=address`. @throws {BacksightError} BACKSIGHT_USAGE */
function fxOf({ base, fx }: SimulationFlags): Pick<ExecutionSettings, "base" | "fx"> {
  if (fx === undefined) return {};
  const rates = fx.map((text) => {
    const match = /^([A-Z][A-Z0-9]{5,12})=(.+)$/s.exec(text);
    if (match !== null) return [match[1]!, absoluteAddress(match[2]!)] as const;
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `--fx ${text} is no pair with an address.`,
      help: "Write --fx EURUSD=csv:eurusd.csv: the price of a euro in dollars.",
    });
  });
  return { base: base ?? USUAL_BASE, fx: Object.fromEntries(rates) };
}

function costsOf(flags: SimulationFlags, config: Config | null): CostSettings {
  if (flags.costs !== undefined) {
    if (flags.costs !== "none")
      throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
        kind: "cost model",
        name: flags.costs,
        hint: "",
        known: "none",
      });
    const contradicting = COST_PARTS.filter((part) => flags[part] !== undefined);
    if (contradicting.length > 0) {
      throw new BacksightError("BACKSIGHT_USAGE", {
        problem: `--costs none contradicts ${contradicting.map((part) => `--${part}`).join(" and ")}.`,
        help: "Give one or the other.",
      });
    }
    return NO_COSTS;
  }
  const configured = readCosts(configuredCosts(config?.backtesting));
  return readCosts(flags, configured);
}

/** Slippage at a bar volatility of 1 %, which `slippage_rate` is under `slippage_model: variable`. */
const PER_VOLATILITY = 100;

function configuredCosts(backtesting: Config["backtesting"]): CostsGiven {
  if (backtesting === undefined) return {};
  const { commission, slippage, slippage_model, slippage_rate, spread, impact, borrow, financing, taxes } = backtesting;
  const multiple = slippage_rate === undefined ? DEFAULT_VOLATILITY_MULTIPLE : slippage_rate * PER_VOLATILITY;
  const variable: SlippageModel = { kind: "volatility", multiple, bars: DEFAULT_SLIPPAGE_BARS };
  const modelled = slippage_model === "variable" ? variable : slippage_rate;
  return { commission, slippage: slippage ?? modelled, spread, impact, borrow, financing, taxes };
}

function readCount(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text.trim())) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a whole number from 1", value: text });
}

/** The given text when it is one of `known`; when nothing was given `byDefault`, or the first of them. */
function oneOf<const T extends string>(
  flag: string,
  text: string | undefined,
  known: readonly [T, ...T[]],
  byDefault: NoInfer<T> = known[0],
): T {
  if (text === undefined) return byDefault;
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: `value for ${flag}`,
    name: text,
    hint: didYouMean(text, known),
    known: known.join(", "),
  });
}
