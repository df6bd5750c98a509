import { backtest, choice, defineStrategy, load } from "backsight";

/**
 * A script: one parent order, worked over the last session in slices that are decided bar by bar. By time each bar gets the
 * same; by volume what its place in the session had in the sessions before. No slice takes more than a tenth of its bar.
 */
export const prices = "synthetic:market?seed=7&bars=1638&timeframe=5m";
const bars = await load(prices);

/** Bars of a session, and where the parent order's session begins. */
export const PER_SESSION = 78;
export const FIRST = bars.length - PER_SESSION;
/** A twentieth of a mean session's volume. */
export const PARENT =
  0.05 * bars.volume.slice(0, FIRST).reduce((sum, volume) => sum + (volume * PER_SESSION) / FIRST, 0);

const execution = defineStrategy({
  name: "parent-order",
  params: { by: choice(["time", "volume"]) },
  state: () => ({ volumes: new Array<number>(PER_SESSION).fill(0), sum: 0 }),
  onBar({ bar, state, buy }, p) {
    if (bar.index < FIRST) {
      state.volumes[bar.index % PER_SESSION]! += bar.volume;
      state.sum += bar.volume;
    }
    const next = bar.index + 1 - FIRST;
    if (next < 0 || next >= PER_SESSION) return;
    const share = p.by === "time" ? 1 / PER_SESSION : state.volumes[next]! / state.sum;
    buy({ size: share * PARENT });
  },
});

export const result: Record<string, number> = {};
for (const by of ["time", "volume"] as const) {
  const run = await backtest(execution, bars, {
    ...{ params: { by }, participation: 0.1, costs: "none", cash: 1e9, benchmark: "none", tag: by },
  });
  const [units, price] = [run.trades.quantity[0]!, run.trades.entryPrice[0]!];
  result[`${by}: units`] = units;
  result[`${by}: price`] = price;
  console.log(`by ${by}: ${units.toFixed(0)} of ${PARENT.toFixed(0)} at ${price.toFixed(4)}`);
}

/** Units bought, and what they cost on average. */
export const expected = {
  "time: units": 264019.89711538464,
  "time: price": 101.71209322789129,
  "volume: units": 263127.9149999999,
  "volume: price": 101.6906881952263,
};
