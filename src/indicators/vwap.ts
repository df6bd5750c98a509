import { BacksightError } from "../core/errors.ts";
import { Series } from "../series/series.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";
import { typicalSum } from "./typical-price.ts";

export const vwapIndicator = defineIndicator({
  name: "vwap",
  inputs: ["high", "low", "close", "volume", "session"],
  params: [],
  outputs: ["vwap"],
  check: () => {},
  firstDefined: () => 0,
  settled: () => Infinity,
  stream(_, context) {
    const grid = sharedGrid(context, 3);
    const divisor = 3 * (grid ?? 1);
    let current = NaN;
    let money = 0;
    let units = 0;
    return oneOutput((high, low, close, volume, session) => {
      if (session !== current) money = units = 0;
      current = session;
      money += typicalSum(high, low, close, grid) * volume + 0 * session;
      units += volume;
      return units === 0 ? NaN : money / (units * divisor);
    });
  },
});

export interface VwapOptions extends SourceOptions {
  /**
   * The session that each bar belongs to (`bars.session`): the average starts anew where it changes. Plain columns need
   * it; lazy ones know their bars'.
   */
  readonly session?: ArrayLike<number> | undefined;
}

/**
 * Volume-weighted average price since the session began: Σ typical price × volume / Σ volume, typical price being
 * (high + low + close) / 3. It starts anew with each session of the bars' calendar, so that it means what a trading desk
 * means by it; on daily bars, where a session is one bar, it is the typical price. `vwma` is the rolling one.
 *
 * Defined from the first bar; NaN until the session has volume, and from a NaN to the end of its session. It depends on
 * nothing before its session; as sessions have no fixed number of bars, none is said to settle it.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT for plain columns without `session`
 * @example vwap(high, low, close, volume)                                             // lazy, inside a strategy
 * @example vwap(bars.high, bars.low, bars.close, bars.volume, { session: bars.session })
 */
export function vwap<T extends Source>(high: T, low: T, close: T, volume: T, options: VwapOptions = {}): Computed<T> {
  const columns = [high, low, close, volume, sessionOf(high, options.session) as T];
  return computeOne(vwapIndicator, columns, [], options);
}

function sessionOf(beside: Source, session: ArrayLike<number> | undefined): Source {
  if (session !== undefined) return Float64Array.from(session);
  if (beside instanceof Series) return new Series(beside.graph, beside.graph.source("session"));
  const rule = "given as { session: bars.session }, one number per bar";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "session", rule, value: session });
}
