import { atr, defineStrategy, highest, int, num } from "backsight";

export default defineStrategy({
  name: "breakout",
  params: { look: int(55, { min: 10, max: 100, step: 5 }), risk: num(0.01, { min: 0.002, max: 0.02 }) },
  requiredHistory: (p) => Math.max(p.look + 1, 21),
  indicators: ({ high, low, close }, p) => ({ top: highest(high, p.look), atr: atr(high, low, close, 20) }),
  onBar({ bar, at, position, buy }, p) {
    // top.now would include this bar.
    if (position.isFlat && bar.close > at.top.previous)
      buy({ size: { riskFraction: p.risk }, stopLoss: bar.close - 3 * at.atr.now, takeProfit: { r: 2 } });
  },
});
