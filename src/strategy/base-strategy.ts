import { BacksightError } from "../core/errors.ts";
import type { ParamSet, Values } from "../core/params/parameter.ts";
import type { Columns } from "../series/columns.ts";
import { Series } from "../series/series.ts";
import { callStrategy } from "./call-strategy.ts";
import { checkParams } from "./check-params.ts";
import { STRATEGY, type Strategy } from "./strategy.ts";

/**
 * A strategy written as a class, for those who come from class-based frameworks. It is adapted to the same internal
 * strategy as `defineStrategy`'s.
 *
 * @example
 * const parameters = { fast: int(10), slow: int(50) };
 * export default class SmaCross extends BaseStrategy<typeof parameters> {
 *   readonly parameters = parameters;
 *   override requiredHistory() { return this.p.slow; }
 *   generateSignals({ close }: Columns) {
 *     const fast = sma(close, this.p.fast).values, slow = sma(close, this.p.slow).values;
 *     return fast.map((value, i) => (value > slow[i]! ? 1 : value < slow[i]! ? 0 : NaN));
 *   }
 * }
 */
export abstract class BaseStrategy<P extends ParamSet = {}> {
  static readonly [STRATEGY] = true;
  /** The declared parameters. */
  abstract readonly parameters: P;
  /** The values of this run; set before any callback. */
  readonly p!: Values<P>;

  /**
   * The direction to hold from each bar's close on: 1 long, 0 flat, −1 short (flat unless shorts are allowed), NaN
   * keeps what is held. One value per bar.
   */
  abstract generateSignals(columns: Columns): Float64Array | Series;

  /**
   * The signed units to hold from each bar's close on; NaN keeps. A changed target trades the difference. Without an
   * override the run's own size decides.
   *
   * @param signals what `generateSignals` returned
   * @param capital starting cash
   */
  calculatePositions?(signals: Float64Array, capital: number): Float64Array;

  /** Bars needed before the first decision counts. */
  requiredHistory(): number {
    return 1;
  }

  /** False for combinations of parameters that make no sense. */
  isValid(): boolean {
    return true;
  }
}

type StrategyClass = new () => BaseStrategy<ParamSet>;

export function isStrategyClass(value: unknown): value is StrategyClass {
  return typeof value === "function" && STRATEGY in value;
}

/**
 * The class as a strategy: long where the direction is 1, flat where it is 0, short where it is −1. It takes the long
 * side only, −1 meaning flat, unless the run allows shorts.
 */
export function adaptClass(Class: StrategyClass): Strategy {
  const name = kebabCase(Class.name);
  const example = construct(Class, name);
  const { parameters } = example;
  checkParams(name, "parameters", parameters);
  if (typeof example.generateSignals !== "function") {
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", {
      strategy: name,
      problem: "generateSignals must be a method",
      hint: "",
    });
  }
  if (example.calculatePositions !== undefined && typeof example.calculatePositions !== "function") {
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", {
      strategy: name,
      problem: "calculatePositions must be a method",
      hint: "",
    });
  }
  const instance = (p: Values<ParamSet>) => Object.assign(construct(Class, name), { p });
  return {
    [STRATEGY]: true,
    name,
    description: "",
    family: null,
    version: 1,
    params: parameters,
    direction: "long",
    where: (p) => instance(p).isValid(),
    requiredHistory: (p) => instance(p).requiredHistory(),
    signals(columns, p, { capital }) {
      const strategy = instance(p);
      const direction = callStrategy(name, "generateSignals", () => strategy.generateSignals(columns));
      const isColumn = direction instanceof Series || direction instanceof Float64Array;
      if (isColumn && typeof strategy.calculatePositions === "function") {
        const plain = direction instanceof Series ? direction.values : direction;
        return { units: callStrategy(name, "calculatePositions", () => strategy.calculatePositions!(plain, capital)) };
      }
      if (direction instanceof Series) {
        return {
          entries: direction.gt(0),
          exits: direction.le(0),
          shortEntries: direction.lt(0),
          shortExits: direction.ge(0),
        };
      }
      if (direction instanceof Float64Array) {
        const where = (test: (d: number) => boolean) => Uint8Array.from(direction, (d) => (test(d) ? 1 : 0));
        return {
          entries: where((d) => d > 0),
          exits: where((d) => d <= 0),
          shortEntries: where((d) => d < 0),
          shortExits: where((d) => d >= 0),
        };
      }
      throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
        strategy: name,
        problem: `${direction === null ? "null" : typeof direction} from generateSignals`,
        hint: " It must be a Float64Array or a column of 1, 0, -1 or NaN.",
      });
    },
    sourceText: String(Class),
  };
}

function construct(Class: StrategyClass, name: string): BaseStrategy<ParamSet> {
  return callStrategy(name, "its constructor", () => new Class());
}

/** SmaCross is sma-cross. */
function kebabCase(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  return words.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "anonymous";
}
