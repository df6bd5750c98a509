import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { ParameterValue } from "../../core/params/parameter.ts";
import type { Bars } from "../../market/bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { Panel } from "../../market/panel.ts";
import { callStrategy } from "../call-strategy.ts";
import type { Strategy } from "../strategy.ts";
import type { Allocator, Weights } from "./allocator.ts";
import { type PortfolioView, PortfolioViews } from "./portfolio-view.ts";
import { rebalanceRows } from "./rebalance-schedule.ts";

/** What a portfolio strategy wants to hold from a row's close on. */
export interface AllocatedWeights {
  readonly row: number;
  /** Of each instrument, in the panel's order; NaN keeps. */
  readonly weights: Float64Array;
}

export interface EvaluatedAllocations {
  /** Ascending in rows. */
  readonly allocations: readonly AllocatedWeights[];
  /** Differences below this share of equity aren't traded. */
  readonly band: number;
  /** Weights asked for an instrument that wasn't in the universe, or had no bar; taken as 0. */
  readonly strangers: number;
  /** Asked twice, the strategy gave the same weights. */
  readonly isRepeated: boolean;
}

/**
 * Asks a portfolio strategy for its weights at every rebalancing from `first` on. Each time it sees what was known by
 * then and nothing else, and is asked twice.
 *
 * @param axis the panel's axis as bars, see `compositeBars`
 * @throws {BacksightError} BACKSIGHT_STRATEGY_THREW, BACKSIGHT_STRATEGY_RESULT
 */
export function evaluateAllocations(
  strategy: Strategy,
  allocator: Allocator,
  panel: Panel,
  axis: Bars,
  params: Readonly<Record<string, ParameterValue>>,
  first: number,
): EvaluatedAllocations {
  const { name } = strategy;
  const schedule = callStrategy(name, "rebalance", () => allocator.schedule(params as never));
  const band = callStrategy(name, "band", () => allocator.band(params as never));
  const views = new PortfolioViews(panel, axis.session);
  let strangers = 0;
  let isRepeated = true;
  const allocations = rebalanceRows(axis, schedule, first).map((row) => {
    const view = views.at(row);
    const ask = () => callStrategy(name, "allocate", () => read(name, view, allocator.allocate(view, params as never)));
    const weights = ask();
    const again = ask();
    isRepeated &&= weights.every((weight, k) => Object.is(weight, again[k]));
    for (let k = 0; k < weights.length; k++) {
      if (view.isMember[k] || weights[k] === 0 || Number.isNaN(weights[k]!)) continue;
      strangers++;
      weights[k] = 0;
    }
    return { row, weights };
  });
  return { allocations, band, strangers, isRepeated };
}

function read(strategy: string, { symbols, time }: PortfolioView, answer: Weights): Float64Array {
  const fail = (problem: string, hint = ""): never => {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: `${problem} from allocate at ${isoTime(time)}`,
      hint,
    });
  };
  if (typeof answer !== "object" || answer === null) return fail(String(answer), " It must return weights.");
  if ("then" in answer) return fail("a promise", " It must return weights at once.");
  const weights = new Float64Array(symbols.length);
  const set = (k: number, weight: unknown, what: string) => {
    if (typeof weight !== "number" || Math.abs(weight) === Infinity) fail(`a weight of ${String(weight)} for ${what}`);
    weights[k] = weight as number;
  };
  if (Array.isArray(answer) || ArrayBuffer.isView(answer)) {
    const list = answer as ArrayLike<number>;
    if (list.length !== symbols.length) fail(`${list.length} weights for ${symbols.length} instruments`);
    for (let k = 0; k < symbols.length; k++) set(k, list[k], symbols[k]!);
    return weights;
  }
  for (const [symbol, weight] of Object.entries(answer)) {
    const k = symbols.indexOf(symbol);
    if (k < 0) fail(`a weight for ${symbol}, which isn't in the portfolio,`, didYouMean(symbol, symbols));
    if (Number.isNaN(weight)) fail(`a weight of NaN for ${symbol}`, " Leave it out, or give 0.");
    set(k, weight, symbol);
  }
  return weights;
}
