import type { Bars } from "../../src/market/bars.ts";
import type { Commission, CostSettings } from "../../src/trading/costs/cost-settings.ts";

/** What a fee depends on beside the size. */
export interface FeeAsked {
  readonly side: 1 | -1;
  readonly isMaker: boolean;
  /** What the account traded in the calendar month before the order. */
  readonly month: { readonly units: number; readonly money: number };
}

/** Section 7: what an order of one fill owes its broker. */
export function feeOf(commission: Commission, units: number, money: number, asked: FeeAsked): number {
  const inner = (one: Commission) => feeOf(one, units, money, asked);
  if (commission.kind === "rate") return commission.rate * money;
  if (commission.kind === "per-unit") return commission.amount * units;
  if (commission.kind === "per-order") return commission.amount;
  if (commission.kind === "maker-taker") return (asked.isMaker ? commission.maker : commission.taker) * money;
  if (commission.kind === "sum") return commission.of.map(inner).reduce((all, fee) => all + fee, 0);
  if (commission.kind === "only") {
    const isMeant = { buys: asked.side > 0, sells: asked.side < 0, makers: asked.isMaker, takers: !asked.isMaker };
    return isMeant[commission.fills] ? inner(commission.of) : 0;
  }
  if (commission.kind === "bounded") {
    let fee = inner(commission.of);
    if (commission.minimum !== undefined && fee < commission.minimum) fee = commission.minimum;
    if (commission.maximum !== undefined && fee > commission.maximum) fee = commission.maximum;
    if (commission.maximumRate !== undefined && fee > commission.maximumRate * money)
      fee = commission.maximumRate * money;
    return fee;
  }
  if (commission.kind === "tiered") {
    const measured = commission.by === "units" ? units : money;
    const before = commission.per === "order" ? 0 : commission.by === "units" ? asked.month.units : asked.month.money;
    return chargedUpTo(commission.tiers, before + measured) - chargedUpTo(commission.tiers, before);
  }
  throw new Error(`the reference doesn't know commissions of kind ${commission.kind}`);
}

/** What everything from the month's first unit on costs. */
function chargedUpTo(tiers: readonly { readonly from: number; readonly fee: number }[], amount: number): number {
  let fee = 0;
  tiers.forEach((tier, k) => {
    const end = Math.min(amount, tiers[k + 1]?.from ?? Infinity);
    if (end > tier.from) fee += (end - tier.from) * tier.fee;
  });
  return fee;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(closes: readonly number[]): number {
  const returns = closes.slice(1).map((close, k) => close / closes[k]! - 1);
  if (returns.length < 2) return NaN;
  const center = mean(returns);
  return Math.sqrt(returns.reduce((sum, one) => sum + (one - center) ** 2, 0) / (returns.length - 1));
}

/** Share of the price that a market order of so many units gives away in a bar; only what came before the bar is known. */
export function givenAway({ spread, slippage, impact }: CostSettings, bars: Bars, bar: number, units: number): number {
  if (typeof spread !== "number") throw new Error("the reference doesn't estimate spreads");
  let share = spread / 2;
  const past = (column: Float64Array, count: number) => [...column.subarray(Math.max(0, bar - count), bar)];
  if (typeof slippage === "number") share += slippage;
  else if (slippage.kind === "volatility")
    share += known(slippage.multiple * deviation(past(bars.close, slippage.bars)));
  else share += known(slippage.impact * (units / mean(past(bars.volume, slippage.bars))) ** 2);
  if (impact?.kind === "square-root") {
    const sessions: { close: number; volume: number }[] = [];
    let day = NaN;
    for (let i = 0; bars.session[i]! < bars.session[bar]!; i++) {
      if (bars.session[i] !== day) sessions.push({ close: NaN, volume: 0 });
      day = bars.session[i]!;
      sessions.at(-1)!.close = bars.close[i]!;
      sessions.at(-1)!.volume += bars.volume[i]!;
    }
    const seen = sessions.slice(-impact.sessions);
    const volatility = deviation(seen.map(({ close }) => close));
    share += known(impact.coefficient * volatility * Math.sqrt(units / mean(seen.map(({ volume }) => volume))));
  }
  return Math.min(share, 0.9);
}

const known = (value: number) => (Number.isNaN(value) ? 0 : value);

/** The most units for which `spend` stays within a budget. */
export function mostUnits(spend: (units: number) => number, budget: number, beyond: number): number {
  let [fits, exceeds] = [0, beyond];
  if (!(beyond > 0)) return 0;
  if (spend(beyond) <= budget) return beyond;
  for (let k = 0; k < 200; k++) {
    const middle = (fits + exceeds) / 2;
    if (spend(middle) <= budget) fits = middle;
    else exceeds = middle;
  }
  return fits;
}
