import { exp } from "../../math/exp.ts";
import { log } from "../../math/log.ts";
import { log1p } from "../../math/log1p.ts";
import { mean, variance } from "../../math/moments.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { checkSource, type DrawPath } from "./draw-path.ts";

/** Two regimes, each with its own normal log returns, between which a hidden chain moves. Calm first. */
export interface RegimeSwitching {
  readonly means: readonly [number, number];
  readonly deviations: readonly [number, number];
  /** Chance of staying in each regime from one period to the next. */
  readonly stay: readonly [number, number];
  /** Chance that the last period of the record lay in the wild one. */
  readonly isWildNow: number;
}

const ROUNDS = 200;
const ENOUGH = 1e-8;

/**
 * Two-state Markov-switching model of log returns, fitted by expectation–maximisation: calm and wild stretches with means of
 * their own.
 *
 * Hamilton (1989), "A New Approach to the Economic Analysis of Nonstationary Time Series", Econometrica 57(2); the
 * recursions of Baum, Petrie, Soules & Weiss (1970), scaled as in Rabiner (1989). Begins with the smaller and the larger
 * moves apart; ends when the log-likelihood gains less than 1e-8 of itself, after 200 rounds at the latest. No regime gets a
 * variance below a thousandth of the sample's, or the likelihood would have no end.
 *
 * @param returns simple returns per period above −1, at least 50
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, also for returns that don't vary
 * @example Thirty days of ±1 % and thirty of ±3 %: deviations 0.0100 and 0.0295, a chance to stay calm of 0.965, and wild
 * now.
 */
export function fitRegimeSwitching(returns: ArrayLike<number>): RegimeSwitching {
  const logs = checkSource("log returns", Float64Array.from(returns, log1p), 50);
  const whole = variance(logs, 0);
  checkSource("variance of the returns", whole > 0 ? [whole] : [], 1);
  const center = mean(logs);
  let model: Model = {
    means: [center, center],
    variances: [0.5 * whole, 1.5 * whole],
    stay: [0.95, 0.95],
    first: [0.5, 0.5],
  };
  let before = -Infinity;
  let wildNow = 0.5;
  for (let round = 0; round < ROUNDS; round++) {
    const step = improved(logs, model, whole / 1000);
    model = step.model;
    wildNow = step.lastWild;
    if (step.logLikelihood - before < ENOUGH * Math.abs(step.logLikelihood)) break;
    before = step.logLikelihood;
  }
  const { means, variances, stay } = model;
  const deviations = [Math.sqrt(variances[0]), Math.sqrt(variances[1])] as const;
  if (deviations[0] <= deviations[1]) return { means, deviations, stay, isWildNow: wildNow };
  return {
    means: [means[1], means[0]],
    deviations: [deviations[1], deviations[0]],
    stay: [stay[1], stay[0]],
    isWildNow: 1 - wildNow,
  };
}

/**
 * Paths of a two-state Markov-switching model; each begins in a regime as likely as it is today.
 *
 * @example Two regimes of mean 0.01 without deviation: each return is e^0.01 − 1 = 0.01005, whichever it is.
 */
export function regimeSwitchingPaths({ means, deviations, stay, isWildNow }: RegimeSwitching): DrawPath {
  return (random, out) => {
    const draw = normalSampler(random);
    let state = random.uniform() < isWildNow ? 1 : 0;
    for (let i = 0; i < out.length; i++) {
      if (random.uniform() >= stay[state]!) state = 1 - state;
      out[i] = exp(means[state]! + deviations[state]! * draw()) - 1;
    }
  };
}

interface Model {
  readonly means: readonly [number, number];
  readonly variances: readonly [number, number];
  readonly stay: readonly [number, number];
  readonly first: readonly [number, number];
}

interface Step {
  readonly model: Model;
  /** Of the model that went in, without the constant of the normal density. */
  readonly logLikelihood: number;
  readonly lastWild: number;
}

/** One round: the chance of each regime at each period under the model, then the model that these chances make. */
function improved(values: Float64Array, { means, variances, stay, first }: Model, least: number): Step {
  const n = values.length;
  const density = (i: number, state: 0 | 1) => {
    const distance = values[i]! - means[state];
    return exp((-0.5 * distance * distance) / variances[state]) / Math.sqrt(variances[state]);
  };
  const move = [
    [stay[0], 1 - stay[0]],
    [1 - stay[1], stay[1]],
  ] as const;

  // Forward chances of the wild state, scaled to 1 at each period.
  const wild = new Float64Array(n);
  const scale = new Float64Array(n);
  let logLikelihood = 0;
  let prior: readonly [number, number] = first;
  for (let i = 0; i < n; i++) {
    const calmPart = Math.max(TINY, prior[0] * density(i, 0));
    const wildPart = Math.max(TINY, prior[1] * density(i, 1));
    scale[i] = calmPart + wildPart;
    wild[i] = wildPart / scale[i]!;
    logLikelihood += log(scale[i]!);
    const calm = 1 - wild[i]!;
    prior = [calm * move[0][0] + wild[i]! * move[1][0], calm * move[0][1] + wild[i]! * move[1][1]];
  }

  const weight = [0, 0] as [number, number];
  const sums = [0, 0] as [number, number];
  const squares = [0, 0] as [number, number];
  const leaves = [0, 0] as [number, number];
  const stays = [0, 0] as [number, number];
  let later: readonly [number, number] = [1, 1];
  let firstWild = wild[0]!;
  for (let i = n - 1; i >= 0; i--) {
    const calmNow = (1 - wild[i]!) * later[0];
    const wildNow = wild[i]! * later[1];
    const chanceWild = wildNow / (calmNow + wildNow);
    for (const state of [0, 1] as const) {
      const chance = state === 1 ? chanceWild : 1 - chanceWild;
      weight[state] += chance;
      sums[state] += chance * values[i]!;
      squares[state] += chance * values[i]! * values[i]!;
    }
    firstWild = chanceWild;
    if (i === 0) break;
    const next = [density(i, 0) * later[0], density(i, 1) * later[1]] as const;
    for (const state of [0, 1] as const) {
      const here = state === 1 ? wild[i - 1]! : 1 - wild[i - 1]!;
      const toSame = (here * move[state][state]! * next[state]) / scale[i]!;
      const toOther = (here * move[state][1 - state]! * next[1 - state]!) / scale[i]!;
      stays[state] += toSame;
      leaves[state] += toOther;
    }
    later = [
      (move[0][0] * next[0] + move[0][1] * next[1]) / scale[i]!,
      (move[1][0] * next[0] + move[1][1] * next[1]) / scale[i]!,
    ];
  }
  const meanOf = (state: 0 | 1) => (weight[state] > 0 ? sums[state] / weight[state] : means[state]);
  const varianceOf = (state: 0 | 1) => {
    if (!(weight[state] > 0)) return variances[state];
    const center = meanOf(state);
    return Math.max(least, squares[state] / weight[state] - center * center);
  };
  const stayOf = (state: 0 | 1) => {
    const all = stays[state] + leaves[state];
    return all > 0 ? stays[state] / all : stay[state];
  };
  return {
    model: {
      means: [meanOf(0), meanOf(1)],
      variances: [varianceOf(0), varianceOf(1)],
      stay: [stayOf(0), stayOf(1)],
      first: [1 - firstWild, firstWild],
    },
    logLikelihood,
    lastWild: wild[n - 1]!,
  };
}

/** A density is never quite 0: one return far out must not end the recursion. */
const TINY = 1e-300;
