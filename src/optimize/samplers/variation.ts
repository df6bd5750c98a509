import type { RandomStream } from "../../core/random.ts";
import { pow } from "../../math/pow.ts";
import type { Dimension } from "../spaces/dimension.ts";

/** η_c and η_m: the higher, the nearer children are to their parents. As in Deb et al. (2002), section IV. */
const CROSSOVER_INDEX = 20;
const MUTATION_INDEX = 20;
const CROSSOVER_CHANCE = 0.9;
const SAME = 1e-14;

/**
 * Two children around two parents in the unit cube, each coordinate crossed with a chance of a half; unordered values
 * are swapped instead. With a chance of one in ten the parents themselves.
 *
 * Deb & Agrawal (1995), "Simulated Binary Crossover for Continuous Search Space", Complex Systems 9; bounds as in Deb's
 * own program.
 */
export function simulatedBinaryCrossover(
  dimensions: readonly Dimension[],
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  random: RandomStream,
): Float64Array[] {
  const one = Float64Array.from(first);
  const two = Float64Array.from(second);
  if (random.uniform() >= CROSSOVER_CHANCE) return [one, two];
  for (const [d, { isOrdered }] of dimensions.entries()) {
    if (random.uniform() >= 0.5) continue;
    const low = Math.min(first[d]!, second[d]!);
    const high = Math.max(first[d]!, second[d]!);
    const isSwapped = random.uniform() < 0.5;
    const draw = random.uniform();
    let pair = [first[d]!, second[d]!];
    if (isOrdered && high - low > SAME) {
      const middle = (low + high) / 2;
      pair = [
        middle - (spread(draw, low, high - low) * (high - low)) / 2,
        middle + (spread(draw, 1 - high, high - low) * (high - low)) / 2,
      ];
    }
    one[d] = inUnit(pair[isSwapped ? 1 : 0]!);
    two[d] = inUnit(pair[isSwapped ? 0 : 1]!);
  }
  return [one, two];
}

/** β: how far children are apart, as a share of their parents' distance, with `room` left to the edge. */
function spread(draw: number, room: number, distance: number): number {
  const alpha = 2 - pow(1 + (2 * room) / distance, -(CROSSOVER_INDEX + 1));
  const power = 1 / (CROSSOVER_INDEX + 1);
  return draw <= 1 / alpha ? pow(draw * alpha, power) : pow(1 / (2 - draw * alpha), power);
}

/**
 * A point with each coordinate moved with a chance of one in the number of dimensions, mostly a little; an unordered
 * value is drawn anew. Polynomial mutation, Deb & Goyal (1996), "A combined genetic adaptive search (GeneAS)".
 */
export function mutated(dimensions: readonly Dimension[], cube: ArrayLike<number>, random: RandomStream): Float64Array {
  return Float64Array.from(cube, (x, d) => {
    if (random.uniform() >= 1 / dimensions.length) return x;
    const draw = random.uniform();
    if (!dimensions[d]!.isOrdered) return draw;
    const power = 1 / (MUTATION_INDEX + 1);
    if (draw < 0.5) return inUnit(x + pow(2 * draw + (1 - 2 * draw) * pow(1 - x, MUTATION_INDEX + 1), power) - 1);
    return inUnit(x + 1 - pow(2 * (1 - draw) + 2 * (draw - 0.5) * pow(x, MUTATION_INDEX + 1), power));
  });
}

function inUnit(x: number): number {
  return Math.min(1, Math.max(0, x));
}
