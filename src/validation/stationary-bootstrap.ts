import { checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import type { RandomStream } from "../core/random.ts";

/**
 * Resamples of row numbers for the stationary bootstrap: rows are drawn in runs of neighbours (the last row being
 * followed by the first) whose lengths are geometric with mean `meanBlockLength`, so that dependence between
 * neighbouring returns survives. Each yields `length` row numbers, in one array that is filled anew
 * each time.
 *
 * Politis & Romano (1994), "The Stationary Bootstrap", Journal of the American Statistical Association 89(428): start
 * anywhere, then with probability 1/meanBlockLength start anywhere again, else go on to the next row. Assumes a
 * stationary series. `politisWhiteBlockLength` chooses the mean length; 1 is the ordinary bootstrap.
 *
 * @param length number of rows to draw from, and to draw
 * @param meanBlockLength in rows, at least 1
 * @param count number of resamples
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example for (const rows of stationaryBootstrap(5, 2, 1000, random)) … // such as 3 4 0, 2 3
 */
export function stationaryBootstrap(
  length: number,
  meanBlockLength: number,
  count: number,
  random: RandomStream,
): IterableIterator<Int32Array> {
  checkInteger("length", length, 1, 2_147_483_647);
  checkInteger("count", count, 0);
  if (!(meanBlockLength >= 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "meanBlockLength",
      rule: "at least 1",
      value: meanBlockLength,
    });
  }
  return resamples(new Int32Array(length), 1 / meanBlockLength, count, random);
}

function* resamples(rows: Int32Array, restart: number, count: number, random: RandomStream): Generator<Int32Array> {
  const { length } = rows;
  for (let draw = 0; draw < count; draw++) {
    let row = random.below(length);
    rows[0] = row;
    for (let i = 1; i < length; i++) {
      if (restart === 1 || random.uniform() < restart) row = random.below(length);
      else row = row + 1 === length ? 0 : row + 1;
      rows[i] = row;
    }
    yield rows;
  }
}
