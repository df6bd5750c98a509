import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import type { Direction } from "../strategy/strategy.ts";
import { type CostSettings, DEFAULT_COSTS, NO_COSTS } from "../trading/costs/cost-settings.ts";
import { INTRABAR_MODES } from "../trading/fills/protective-exit.ts";
import { TRADE_UNITS } from "../trading/ledger/trade-units.ts";
import { ALL_EQUITY } from "../trading/orders/size.ts";
import type { Config } from "./config.ts";
import { readCommission, readFraction, readMoney, readSize } from "./read-size.ts";
import { readShare, readTakeProfit, readTrail } from "./read-stops.ts";

/** The flags that every simulating command shares, as texts from the command line. */
export interface SimulationFlags {
  readonly cash?: string;
  readonly commission?: string;
  readonly slippage?: string;
  readonly spread?: string;
  readonly costs?: string;
  readonly fill?: string;
  readonly size?: string;
  readonly sizeAt?: string;
  readonly direction?: string;
  readonly accumulate?: string;
  readonly settlement?: string;
  readonly stopLoss?: string;
  readonly takeProfit?: string;
  readonly trailingStop?: string;
  readonly intrabar?: string;
  readonly rebalance?: string;
  readonly tradeUnit?: string;
  readonly returns?: string;
  readonly rf?: string;
  readonly benchmark?: string;
}

/**
 * The settings of a run: a flag comes before the configuration, the configuration before what is built in.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_USAGE
 */
export function resolveSettings(
  flags: SimulationFlags,
  config: Config | null,
  strategyDirection: Direction,
): ExecutionSettings {
  const backtesting = config?.backtesting;
  return {
    cash: flags.cash === undefined ? (backtesting?.initial_capital ?? 100_000) : readMoney("cash", flags.cash),
    fill: oneOf("--fill", flags.fill, ["next-open", "close"]),
    size: flags.size === undefined ? ALL_EQUITY : readSize(flags.size),
    sizeAt: oneOf("--size-at", flags.sizeAt, ["fill", "decision"]),
    costs: costsOf(flags, config),
    direction: oneOf("--direction", flags.direction, [strategyDirection, "long", "short", "both"]),
    accumulate:
      flags.accumulate === undefined ? DEFAULT_SETTINGS.accumulate : readCount("accumulate", flags.accumulate),
    settlement: oneOf("--settlement", flags.settlement, ["T+0", "T+1"]),
    stopLoss: readShare("stop-loss", flags.stopLoss, 1),
    takeProfit: flags.takeProfit === undefined ? null : readTakeProfit(flags.takeProfit),
    trailingStop: flags.trailingStop === undefined ? null : readTrail(flags.trailingStop),
    intrabar: oneOf("--intrabar", flags.intrabar, INTRABAR_MODES),
    rebalance: oneOf("--rebalance", flags.rebalance, ["on-change", "always"]),
    tradeUnit: oneOf("--trade-unit", flags.tradeUnit, TRADE_UNITS),
    returns: oneOf("--returns", flags.returns, ["session", "bar"]),
    riskFree: flags.rf === undefined ? 0 : readFraction("rf", flags.rf, 1),
    benchmark: flags.benchmark ?? "hold",
  };
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
    if ([flags.commission, flags.slippage, flags.spread].some((given) => given !== undefined)) {
      throw new BacksightError("BACKSIGHT_USAGE", {
        problem: "--costs none contradicts --commission, --slippage and --spread.",
        help: "Give one or the other.",
      });
    }
    return NO_COSTS;
  }
  const backtesting = config?.backtesting;
  if (backtesting?.slippage_model === "variable" && flags.slippage === undefined) {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "slippage_model: variable",
      instead: "Write slippage_model: fixed, with slippage_rate.",
    });
  }
  const rate = backtesting?.commission;
  return {
    commission:
      flags.commission !== undefined
        ? readCommission(flags.commission)
        : rate === undefined
          ? DEFAULT_COSTS.commission
          : { kind: "rate", rate },
    slippage:
      flags.slippage !== undefined
        ? readFraction("slippage", flags.slippage, 1)
        : (backtesting?.slippage_rate ?? DEFAULT_COSTS.slippage),
    spread: flags.spread === undefined ? DEFAULT_COSTS.spread : readFraction("spread", flags.spread, 1),
  };
}

function readCount(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text.trim())) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a whole number from 1", value: text });
}

/** The given text when it is one of `known`, the first of them when nothing was given. */
function oneOf<const T extends string>(flag: string, text: string | undefined, known: readonly [T, ...T[]]): T {
  if (text === undefined) return known[0];
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: `value for ${flag}`,
    name: text,
    hint: didYouMean(text, known),
    known: known.join(", "),
  });
}
