import { deepStrictEqual } from "node:assert";
import { randomStream } from "../src/core/random.ts";
import { combinations } from "../src/math/combinations.ts";
import { quantilesInPlace } from "../src/math/quantiles.ts";
import { fanOf } from "../src/validation/monte-carlo/fan.ts";
import { iidBootstrap } from "../src/validation/monte-carlo/iid-bootstrap.ts";
import { simulatePaths } from "../src/validation/monte-carlo/simulate-paths.ts";
import { backtestOverfitting } from "../src/validation/pbo.ts";
import { superiorPredictiveAbility } from "../src/validation/spa.ts";
import { stationaryBootstrap } from "../src/validation/stationary-bootstrap.ts";
import { leastProcessorTime, measureInTurn } from "./measure.ts";

const random = randomStream(1, "bench/validation");
const columns = (count: number, rows: number) =>
  Array.from({ length: count }, () => Float64Array.from({ length: rows }, () => 0.02 * (random.uniform() - 0.49)));

/** Monte Carlo, cross-validation and the test for superior predictive ability, each beside the loop that one would write first. */
export function validation(): void {
  bootstrap();
  crossValidation();
  predictiveAbility();
}

const PATHS = 10_000;
const DAYS = 252;

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];

/** The same draws with arrays of numbers: a path an array, each column sorted by a comparison. */
function plainPaths(returns: Float64Array): { equity: number[][]; drawdowns: number[] } {
  const paths: number[][] = [];
  const drawdowns: number[] = [];
  for (let first = 0; first < PATHS; first += 64) {
    const stream = randomStream(1, `monte-carlo/bench/${first / 64}`);
    for (let path = first; path < Math.min(first + 64, PATHS); path++) {
      let money = 100_000;
      let peak = money;
      let deepest = 0;
      const equity = [money];
      for (let i = 0; i < DAYS; i++) {
        money *= 1 + returns[stream.below(returns.length)]!;
        peak = Math.max(peak, money);
        deepest = Math.min(deepest, (money - peak) / peak);
        equity.push(money);
      }
      paths.push(equity);
      drawdowns.push(deepest);
    }
  }
  return { equity: paths, drawdowns };
}

function plainQuantiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return SHARES.map((share) => {
    const at = (sorted.length - 1) * share;
    const below = Math.floor(at);
    return at === below ? sorted[below]! : sorted[below]! + (sorted[below + 1]! - sorted[below]!) * (at - below);
  });
}

function bootstrap(): void {
  const [returns] = columns(1, 2520);
  const draw = iidBootstrap(returns!);
  const options = { periods: DAYS, paths: PATHS, seed: 1, name: "bench", startingCash: 100_000 };
  const ends = (onPath?: () => void) => {
    const { equity, maxDrawdown } = simulatePaths(draw, { ...options, horizons: 2, onPath });
    return [equity[1]!, maxDrawdown].map((column) => [...quantilesInPlace(column, SHARES)]);
  };
  const plainEnds = () => {
    const { equity, drawdowns } = plainPaths(returns!);
    return [equity.map((path) => path[DAYS]!), drawdowns].map(plainQuantiles);
  };
  deepStrictEqual(ends(), plainEnds());
  const { kernel, twin, plain } = leastProcessorTime(
    { kernel: () => void ends(), twin: () => void ends(() => {}), plain: () => void plainEnds() },
    9,
  );
  const times = (other: number | undefined) =>
    `${other!.toFixed(0)} ms: ${(other! / kernel!).toFixed(1)} times as fast`;
  console.log(
    `bootstrap: ${PATHS} paths of ${DAYS} days, quantiles of ends and drawdowns: ${kernel!.toFixed(1)} ms; its twin ${times(twin)}; plain ${times(plain)}`,
  );

  const fan = () => fanOf(simulatePaths(draw, { ...options, horizons: DAYS + 1 })).equity;
  const plainFan = () => {
    const { equity } = plainPaths(returns!);
    const days = Array.from({ length: DAYS + 1 }, (_, i) => plainQuantiles(equity.map((path) => path[i]!)));
    return SHARES.map((_, s) => days.map((found) => found[s]!));
  };
  deepStrictEqual(
    fan().map((column) => [...column]),
    plainFan(),
  );
  const { ours, theirs } = leastProcessorTime({ ours: () => void fan(), theirs: () => void plainFan() }, 3);
  console.log(
    `fan: the same paths, quantiles at every day: ${ours!.toFixed(0)} ms, plain ${theirs!.toFixed(0)} ms: ${(theirs! / ours!).toFixed(1)} times as fast`,
  );
}

/** Which strategy is best in each half, from the returns themselves. */
function plainSelected(returns: readonly Float64Array[], blocks: number): number[] {
  const rows = returns[0]!.length / blocks;
  return combinations(blocks, blocks / 2).map((half) => {
    const scores = returns.map((column) => {
      const values = half.flatMap((b) => [...column.subarray(b * rows, (b + 1) * rows)]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return mean / Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    });
    return scores.indexOf(Math.max(...scores));
  });
}

function crossValidation(): void {
  const some = columns(50, 2520);
  deepStrictEqual([...backtestOverfitting(some, { blocks: 8 }).selected], plainSelected(some, 8));
  const { ours, plain } = measureInTurn(
    { ours: () => void backtestOverfitting(some, { blocks: 8 }), plain: () => void plainSelected(some, 8) },
    3,
    1,
  );
  console.log(
    `CSCV: 70 splits of 50 trials over 2,520 days: ${ours!.toFixed(1)} ms, plain ${plain!.toFixed(0)} ms: ${(plain! / ours!).toFixed(0)} times as fast`,
  );
  const many = columns(1000, 2520);
  const { all } = measureInTurn({ all: () => void backtestOverfitting(many) }, 3, 0);
  console.log(`CSCV: 12,870 splits of 1,000 trials over 2,520 days: ${(all! / 1000).toFixed(2)} s`);
}

function predictiveAbility(): void {
  const differences = columns(1000, 252);
  const test = (resamples: number) => {
    const rows = stationaryBootstrap(252, 10, resamples, randomStream(1, "bench/spa"));
    return superiorPredictiveAbility(differences, { resamples: rows, meanBlockLength: 10 });
  };
  const { all } = measureInTurn({ all: () => void test(10_000) }, 1, 0);
  console.log(`SPA: 10,000 resamples of 1,000 trials over 252 days: ${(all! / 1000).toFixed(2)} s`);
}
