import { backtest, defineStrategy, int, load, num } from "backsight";
import { syntheticTicks } from "backsight/data";

/**
 * A script: it quotes both sides of the market by limit orders at the best prices, and stops on the side on which it holds as
 * much as it may. It earns the spread where others cross it, and loses where the price goes on after they did: on this
 * random walk, whose makers know nothing, the second is more.
 */
export const prices = "synthetic:gbm?seed=7&bars=390&timeframe=1m";
const bars = await load(prices);
const { quotes, trades } = syntheticTicks(bars, { seed: 7 });

const maker = defineStrategy({
  name: "market-maker",
  description: "limit orders at bid and offer, held back by the inventory",
  params: {
    /** Units of each order. */
    lot: int(100, { min: 1 }),
    /** Units that may be held on either side. */
    most: int(500, { min: 1 }),
    /** Seconds between two looks at the orders. */
    every: num(5, { min: 0 }),
  },
  direction: "both",
  state: () => ({ lookedAt: -Infinity, bid: NaN, ask: NaN }),
  onQuote(ctx, { lot, most, every }) {
    const { quote, position, state } = ctx;
    const isSame = quote.bid === state.bid && quote.ask === state.ask;
    if (isSame || quote.bid === 0 || quote.ask === 0 || ctx.time < state.lookedAt + every * 1000) return;
    Object.assign(state, { lookedAt: ctx.time, bid: quote.bid, ask: quote.ask });
    ctx.cancelAll();
    if (position.quantity < most) ctx.buy({ size: lot, limit: quote.bid });
    if (position.quantity > -most) ctx.sell({ size: lot, limit: quote.ask });
  },
});

const run = await backtest(maker, bars, { quotes, trades, costs: "none", tag: "maker" });
const makerFills = run.fills.spread.filter((paid) => paid === 0).length;
console.log(run.toString());

export const result = {
  fills: run.fills.length,
  makerFills,
  tradesCount: run.metrics.tradesCount,
  finalEquity: run.metrics.finalEquity,
};
export const expected = { fills: 1914, makerFills: 1914, tradesCount: 142, finalEquity: 97261.28000000001 };
