import { randomStream } from "../../src/core/random.ts";

/** Prices that are hard on running sums: a random walk on no grid, with spikes to 1e9 and flat stretches. */
export function roughPrices(seed: number, length: number): Float64Array {
  const random = randomStream(seed, "rough-prices");
  let price = 150 + random.uniform();
  let flatUntil = 0;
  return Float64Array.from({ length }, (_, i) => {
    if (random.below(400) === 0) flatUntil = i + 60;
    if (i >= flatUntil) price = Math.max(20, price * (1 + (random.uniform() - 0.5) / 100));
    return random.below(500) === 0 ? 1e9 + random.uniform() : price;
  });
}
