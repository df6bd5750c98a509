import { randomStream } from "../../core/random.ts";
import type { BootstrapRequest } from "./bootstrap-kernel.ts";
import type { DrawPath } from "./draw-path.ts";
import { PATHS_PER_STREAM, streamName } from "./path-streams.ts";

/**
 * Draws paths one by one and fills the columns with what their equity did; the twin of `bootstrapInWasm`, for whatever draws.
 *
 * @param onPath told of every path in the range, with its returns; the column is filled anew each time
 */
export function followPaths(
  draw: DrawPath,
  { seed, name, from, to, paths }: BootstrapRequest,
  onPath?: (path: number, returns: Float64Array) => void,
): void {
  const { startingCash, periods, horizons, equity, maxDrawdown, lowest, longestUnderWater } = paths;
  const returns = new Float64Array(periods);
  const firstStream = Math.floor(from / PATHS_PER_STREAM);
  for (let stream = firstStream; stream * PATHS_PER_STREAM < to; stream++) {
    const random = randomStream(seed, streamName(name, stream));
    const start = stream * PATHS_PER_STREAM;
    for (let path = start; path < Math.min(start + PATHS_PER_STREAM, to); path++) {
      draw(random, returns);
      if (path < from) continue;
      onPath?.(path, returns);
      const row = path - from;
      let money = startingCash;
      let peak = startingCash;
      let least = startingCash;
      let deepest = 0;
      let under = 0;
      let longest = 0;
      let next = 0;
      if (horizons[0] === 0) equity[next++]![row] = money;
      for (let i = 0; i < periods; i++) {
        money = returns[i]! > -1 ? money * (1 + returns[i]!) : 0;
        if (money >= peak) {
          peak = money;
          under = 0;
        } else {
          under++;
          if (under > longest) longest = under;
          const depth = (money - peak) / peak;
          if (depth < deepest) deepest = depth;
          if (money < least) least = money;
        }
        if (horizons[next] === i + 1) equity[next++]![row] = money;
      }
      maxDrawdown[row] = deepest;
      lowest[row] = least;
      longestUnderWater[row] = longest;
    }
  }
}
