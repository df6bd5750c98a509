import { crossedAbove, crossedBelow, defineStrategy, int, sma } from "backsight";

/** A crossing of averages of any length, so that there may be 100,000 of them. */
export default defineStrategy({
  name: "wide-cross",
  direction: "long",
  params: { slow: int(20, { min: 2, max: 2000 }), fast: int(5, { min: 2, max: 2000 }) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});
