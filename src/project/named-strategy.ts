import type { ParamSet } from "../core/params/parameter.ts";
import type { Bars } from "../market/bars.ts";
import type { Direction } from "../strategy/strategy.ts";
import type { ResolvedStrategy } from "./resolve-strategy.ts";

/** What a person named, as far as it is known before there are prices. */
export interface NamedStrategy {
  readonly name: string;
  readonly params: ParamSet;
  /** Sides taken unless the run says otherwise. */
  readonly direction: Direction;
  /**
   * The strategy on these bars.
   *
   * @param data the address of the prices
   */
  on(bars: Bars, data: string): StrategyOnBars;
}

export interface StrategyOnBars extends ResolvedStrategy {
  /** How it came onto the bars, for people. */
  readonly notes: readonly string[];
}
