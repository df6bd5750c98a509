import { defineStrategy, int, num } from "backsight";

/**
 * Breakout on bars of five minutes: the first half hour of a session makes a range; a close above it buys, with a stop at its
 * other end and a target of so many times that risk. Once a session, and out with the session's last close but one.
 */
export default defineStrategy({
  name: "opening-range",
  params: { bars: int(6, { min: 2, max: 24 }), target: num(1.5, { min: 0.5, max: 4 }), risk: num(0.005) },
  state: () => ({ count: 0, high: -Infinity, low: Infinity, isDone: false }),
  onSessionOpen({ state }) {
    Object.assign(state, { count: 0, high: -Infinity, low: Infinity, isDone: false });
  },
  onBar({ bar, state, position, buy, close }, p) {
    state.count++;
    if (state.count <= p.bars) {
      state.high = Math.max(state.high, bar.high);
      state.low = Math.min(state.low, bar.low);
    } else if (state.count === 77) {
      if (!position.isFlat) close();
    } else if (!state.isDone && state.count < 77 && bar.close > state.high) {
      state.isDone = true;
      buy({ size: { riskFraction: p.risk }, stopLoss: state.low, takeProfit: { r: p.target } });
    }
  },
});

/** Sessions of 78 bars. */
export const prices = "synthetic:market?seed=11&bars=4680&timeframe=5m";

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 91877.30461391777, tradesCount: 31, openTrades: 0, lookAhead: "proved" };
