import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ParamSet } from "../core/params/parameter.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import { asStrategy } from "./as-strategy.ts";
import { bollingerReversion } from "./library/bollinger-reversion.ts";
import { buyAndHold } from "./library/buy-and-hold.ts";
import { donchianBreakout } from "./library/donchian-breakout.ts";
import { emaCross } from "./library/ema-cross.ts";
import { macd } from "./library/macd.ts";
import { momentum } from "./library/momentum.ts";
import { rsiReversion } from "./library/rsi-reversion.ts";
import { smaCross } from "./library/sma-cross.ts";
import type { Strategy } from "./strategy.ts";

/** A strategy as a list shows it. */
export interface StrategyListing {
  readonly name: string;
  readonly description: string;
  readonly params: ParamSet;
}

/** Those of `library-table.ts`, at once: the factory is synchronous. */
const LIBRARY: readonly Strategy[] = [
  bollingerReversion,
  buyAndHold,
  donchianBreakout,
  emaCross,
  macd,
  momentum,
  rsiReversion,
  smaCross,
];
const registered = new Map<string, Strategy>(LIBRARY.map((strategy) => [strategy.name, strategy]));

/** Strategies by name: the ready ones, and those a program registers. */
export const StrategyFactory = {
  /**
   * The strategy with other defaults.
   *
   * @throws {BacksightError} BACKSIGHT_STRATEGY_UNKNOWN, BACKSIGHT_PARAMETER_UNKNOWN, BACKSIGHT_PARAMETER_VALUE
   * @example StrategyFactory.create("sma-cross", { fast: 5 })
   */
  create(name: string, params: Readonly<Record<string, unknown>> = {}): Strategy {
    const strategy = registered.get(name);
    if (strategy === undefined) {
      throw new BacksightError("BACKSIGHT_STRATEGY_UNKNOWN", { name, hint: didYouMean(name, registered.keys()) });
    }
    const values = resolveParams(name, strategy.params, params);
    const withDefaults = Object.entries(strategy.params).map(([key, parameter]) => [
      key,
      { ...parameter, default: values[key]! },
    ]);
    return { ...strategy, params: Object.fromEntries(withDefaults) as ParamSet };
  },

  /** All known strategies, by name. */
  listAvailable(): StrategyListing[] {
    return [...registered.values()]
      .map(({ name, description, params }) => ({ name, description, params }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },

  /** Makes a strategy known by its name; one that was known by that name is replaced. */
  register(strategy: unknown): void {
    const adapted = asStrategy(strategy);
    registered.set(adapted.name, adapted);
  },
};

/** True for the strategies that come with the package, with whatever defaults; not for another one of the same name. */
export function isLibraryStrategy({ signals }: Strategy): boolean {
  return LIBRARY.some((strategy) => strategy.signals === signals);
}
