import { backtest, createBars, definePortfolio, int, load, num } from "backsight";

/**
 * Pairs trading: two names that move together; when their ratio is far from its mean, sell the dear one short and buy the
 * cheap one for the same money, until the ratio is back. The short side pays a fee for the borrowed shares.
 */
const pairs = definePortfolio({
  name: "pairs-trading",
  params: {
    look: int(60, { min: 20, max: 250, step: 10, description: "bars of the mean" }),
    enter: num(2, { min: 1, max: 4, step: 0.5, description: "deviations at which a pair is opened" }),
  },
  requiredHistory: (p) => p.look + 1,
  rebalance: "session",
  band: 0.1,
  allocate({ close: [a, b], length }, { look, enter }) {
    let side = 0;
    for (let row = look; row < length; row++) {
      const ratios = Array.from({ length: look }, (_, i) => a![row - i]! / b![row - i]!);
      const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / look;
      const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) * (ratio - mean), 0) / look;
      const deviations = (ratios[0]! - mean) / Math.sqrt(variance);
      if (Math.abs(deviations) > enter) side = deviations > 0 ? -1 : 1;
      else if (side * deviations >= 0) side = 0;
    }
    return [side * 0.5, side * -0.5];
  },
});

/** A second name that follows the first one, never far and never for long. */
const first = await load("synthetic:market?seed=7&bars=600&timeframe=1d&symbol=ONE");
const wave = first.close.map((_, i) => 1 + 0.06 * Math.sin(i / 15));
const near = (prices: Float64Array) => prices.map((price, i) => Math.round(price * wave[i]! * 50) / 100);
const [open, close] = [near(first.open), near(first.close)];
const second = createBars({
  ...first,
  instrument: { ...first.instrument, symbol: "TWO" },
  open,
  high: open.map((price, i) => Math.max(price, close[i]!)),
  low: open.map((price, i) => Math.min(price, close[i]!)),
  close,
  ticksPerUnit: 100,
});

const run = await backtest(pairs, [first, second], { costs: { borrow: "5%" }, store: false });
const { finalEquity, tradesCount, maxDrawdown } = run.metrics;
export const result = { finalEquity, tradesCount, maxDrawdown };

/** Final equity after fees for borrowed shares of 5 % a year. */
export const expected = { finalEquity: 102400.73356317532, tradesCount: 22, maxDrawdown: -0.0195594205231061 };
