import { checkInteger } from "../../core/checks.ts";
import { type RandomStream, randomStream } from "../../core/random.ts";

export interface PermutationOptions {
  /** Number of permutations B; p is never below 1/(1 + B). */
  readonly permutations: number;
  readonly seed: number;
}

/** What a score is worth beside the scores of worlds without an edge. */
export interface PermutationTest {
  readonly observed: number;
  /** One per permutation, in their order. */
  readonly permuted: Float64Array;
  /** `(1 + b) / (1 + B)`, b the number of permutations that score as well or better. */
  readonly pValue: number;
  /** Mean of the permuted scores: what the selection alone brings home from prices without an edge. */
  readonly selectionBias: number;
}

/**
 * Permutation test of a whole selection process: how often does the same search, let loose on a world without an edge, bring
 * home a score as good? The score must come from the search and not from the strategy that it found, or the search isn't
 * paid for.
 *
 * Phipson & Smyth (2010), "Permutation P-values Should Never Be Zero", Statistical Applications in Genetics and Molecular
 * Biology 9(1), for (1 + b)/(1 + B), which is uniform under the null; Masters (2018) for prices. Each permutation has a
 * random stream of its own. A score that is NaN counts as the lowest; NaN in all numbers where the observed one is.
 *
 * @param observed the score on the real prices
 * @param scoreOf the best score that the search finds in one permuted world, which it draws from `random`
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example A score of 3 where each of nine permuted worlds gives 1: p = (1 + 0) / (1 + 9) = 0.1, bias of the selection 1.
 */
export function permutationTest(
  observed: number,
  scoreOf: (random: RandomStream, permutation: number) => number,
  { permutations, seed }: PermutationOptions,
): PermutationTest {
  checkInteger("permutations", permutations, 1);
  const permuted = new Float64Array(permutations);
  for (let k = 0; k < permutations; k++) permuted[k] = scoreOf(randomStream(seed, `permutation/${k}`), k);
  return permutationTestOf(observed, permuted);
}

/** The same of scores that are there already. */
export function permutationTestOf(observed: number, permuted: Float64Array): PermutationTest {
  if (Number.isNaN(observed)) return { observed, permuted, pValue: NaN, selectionBias: NaN };
  let asGood = 0;
  let sum = 0;
  let known = 0;
  for (const score of permuted) {
    if (score >= observed) asGood++;
    if (Number.isNaN(score)) continue;
    sum += score;
    known++;
  }
  return { observed, permuted, pValue: (1 + asGood) / (1 + permuted.length), selectionBias: sum / known };
}
