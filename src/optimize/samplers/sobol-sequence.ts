import { checkInteger } from "../../core/checks.ts";
import { JOE_KUO } from "./joe-kuo.ts";

/** As many dimensions as the table of direction numbers has. */
export const MAX_SOBOL_DIMENSIONS = JOE_KUO.length + 1;

/**
 * The points of Sobol's sequence in 32 bits each, from the origin on, in the order of Antonov and Saleev: every call
 * gives the next one. After 2³² points it begins again.
 *
 * Bratley & Fox (1988), "Algorithm 659: Implementing Sobol's quasirandom sequence generator", ACM Transactions on
 * Mathematical Software 14, with the direction numbers of Joe & Kuo.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for more than 40 dimensions
 */
export function sobolSequence(dimensions: number): () => Uint32Array {
  checkInteger("dimensions of Sobol's sequence", dimensions, 1, MAX_SOBOL_DIMENSIONS);
  const directions = Array.from({ length: dimensions }, (_, d) => directionsOf(d));
  const current = new Uint32Array(dimensions);
  let index = 0;
  return () => {
    const point = current.slice();
    // The place of the lowest zero bit of the index, which counts modulo 2³².
    const lowestZero = 31 - Math.clz32(~index & (index + 1));
    for (let d = 0; d < dimensions; d++) current[d] = lowestZero < 0 ? 0 : current[d]! ^ directions[d]![lowestZero]!;
    index = (index + 1) >>> 0;
    return point;
  };
}

/** The direction numbers v₁ to v₃₂ of a dimension, as 32-bit fractions. */
function directionsOf(dimension: number): Uint32Array {
  const directions = new Uint32Array(32);
  if (dimension === 0) return directions.map((_, k) => 1 << (31 - k));
  const [a, ...m] = JOE_KUO[dimension - 1]!;
  const degree = m.length;
  for (let k = 0; k < 32; k++) {
    if (k < degree) {
      directions[k] = m[k]! << (31 - k);
      continue;
    }
    let v = directions[k - degree]! ^ (directions[k - degree]! >>> degree);
    for (let j = 1; j < degree; j++) if (((a >>> (degree - 1 - j)) & 1) === 1) v ^= directions[k - j]!;
    directions[k] = v;
  }
  return directions;
}
