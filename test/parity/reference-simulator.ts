import type { SignalSimulation } from "../../src/engine/vector/simulate-signals.ts";

export interface ReferenceFill {
  bar: number;
  phase: "open" | "close";
  side: 1 | -1;
  quantity: number;
  price: number;
  commission: number;
}

export interface ReferenceTrade {
  entryBar: number;
  exitBar: number;
  entryPrice: number;
  exitPrice: number;
  quantity: number;
  pnl: number;
  returnFraction: number;
  commission: number;
  exitReason: "signal" | "open";
}

export interface ReferenceRun {
  fills: ReferenceFill[];
  trades: ReferenceTrade[];
  cash: number[];
  equity: number[];
  /** Signals and orders without a fill, by reason. */
  notFilled: Record<string, number>;
}

const RATHER_NOTHING = 1e-9;

/**
 * The long/flat rules of sections 1 to 7 and 9 of the semantics once more, written to be read: objects, plain loops,
 * nothing shared with the engine but the types of its input.
 */
export function referenceRun(input: SignalSimulation): ReferenceRun {
  const { bars, size, costs } = input;
  const { lot, multiplier } = bars.instrument;
  const lastBar = bars.length - 1;
  const run: ReferenceRun = { fills: [], trades: [], cash: [], equity: [], notFilled: {} };
  let cash = input.cash;
  let held = 0;
  let trade: ReferenceTrade | undefined;
  let waiting: { kind: "entry" | "exit"; decidedAt: number } | undefined;

  const count = (reason: string) => {
    run.notFilled[reason] = (run.notFilled[reason] ?? 0) + 1;
  };

  /** p = reference × (1 ± s): half the spread and the slippage, against us. */
  const priceOf = (side: 1 | -1, reference: number) => {
    const s = costs.spread / 2 + costs.slippage;
    return side === 1 ? reference * (1 + s) : reference * (1 - s);
  };

  const feeOf = (quantity: number, price: number) =>
    costs.commission.kind === "rate"
      ? costs.commission.rate * (quantity * price * multiplier)
      : costs.commission.amount * quantity;

  /** Closed form of "notional plus all costs fits in the budget". */
  const unitsFor = (budget: number, price: number) =>
    costs.commission.kind === "rate"
      ? budget / (price * multiplier * (1 + costs.commission.rate))
      : budget / (price * multiplier + costs.commission.amount);

  /** Lots are counted as integers. */
  const inLots = (units: number) => {
    if (lot === null) return units;
    const nearest = Math.round(units / lot);
    const isNearest = Math.abs(units / lot - nearest) <= Math.max(RATHER_NOTHING, 1e-14 * nearest);
    const lots = isNearest ? nearest : Math.floor(units / lot);
    return lot < 1 ? lots / Math.round(1 / lot) : lots * lot;
  };

  const forgetDust = (price: number) => {
    const equity = cash + held * price * multiplier;
    if (Math.abs(cash) < RATHER_NOTHING * equity) cash = 0;
  };

  /** How many units an entry buys, or why none. */
  const quantityOf = (decidedAt: number, price: number): number | string => {
    if (size.kind === "quantity") {
      const quantity = inLots(size.quantity);
      if (!(quantity > 0)) return "below-lot";
      const notional = quantity * price * multiplier;
      const cashAfter = cash - (notional + feeOf(quantity, price));
      return cashAfter < -RATHER_NOTHING * notional ? "insufficient-cash" : quantity;
    }
    if (size.kind === "risk") return "no-stop";
    const sizing = input.sizeAt === "fill" ? price : priceOf(1, bars.close[decidedAt]!);
    const equity = cash; // flat: there is nothing else
    const budget = size.kind === "fraction" ? size.fraction * equity : size.cash;
    const quantity = inLots(Math.min(unitsFor(Math.min(budget, cash), sizing), unitsFor(cash, price)));
    return quantity > 0 ? quantity : "below-lot";
  };

  function buy(decidedAt: number, bar: number, phase: "open" | "close", reference: number): void {
    const price = priceOf(1, reference);
    const quantity = quantityOf(decidedAt, price);
    if (typeof quantity === "string") {
      count(quantity);
      return;
    }
    const notional = quantity * price * multiplier;
    const fee = feeOf(quantity, price);
    cash = cash - (notional + fee);
    held = quantity;
    run.fills.push({ bar, phase, side: 1, quantity, price, commission: fee });
    const pnl = -(notional + fee);
    const unknown = { exitPrice: NaN, returnFraction: NaN, exitReason: "open" as const };
    trade = { entryBar: bar, exitBar: bar, entryPrice: price, quantity, pnl, commission: fee, ...unknown };
    forgetDust(price);
  }

  function sell(bar: number, phase: "open" | "close", reference: number): void {
    const price = priceOf(-1, reference);
    const notional = held * price * multiplier;
    const fee = feeOf(held, price);
    cash = cash + (notional - fee);
    run.fills.push({ bar, phase, side: -1, quantity: held, price, commission: fee });
    finish(trade!, bar, price, notional - fee, fee, "signal");
    trade = undefined;
    held = 0;
    forgetDust(price);
  }

  function finish(
    one: ReferenceTrade,
    bar: number,
    price: number,
    flow: number,
    fee: number,
    exitReason: "signal" | "open",
  ): void {
    const pnl = one.pnl + flow;
    const returnFraction = pnl / (one.quantity * one.entryPrice * multiplier);
    const commission = one.commission + fee;
    run.trades.push({ ...one, exitBar: bar, exitPrice: price, pnl, returnFraction, commission, exitReason });
  }

  for (let bar = 0; bar <= lastBar; bar++) {
    if (waiting?.kind === "exit") sell(bar, "open", bars.open[bar]!);
    if (waiting?.kind === "entry") buy(waiting.decidedAt, bar, "open", bars.open[bar]!);
    waiting = undefined;

    const isRuined = run.equity.some((equity) => equity <= 0) || cash + held * bars.close[bar]! * multiplier <= 0;
    const entry = input.entries[bar] === 1;
    const exit = input.exits[bar] === 1;
    let wish: "entry" | "exit" | undefined;
    if (bar >= input.start && !isRuined && (entry || exit)) {
      if (bar < input.firstDecision) {
        if (entry) count("warm-up");
      } else if (held > 0 && exit) wish = "exit";
      else if (held > 0) count("already-in");
      else if (entry && exit) count("conflict");
      else if (exit) count("nothing-to-close");
      else wish = "entry";
    }
    const canFill = bar < lastBar || (input.fill === "close" && wish === "exit");
    if (wish !== undefined && !canFill) count("last-bar");
    else if (wish !== undefined && input.fill === "next-open") waiting = { kind: wish, decidedAt: bar };
    else if (wish === "exit") sell(bar, "close", bars.close[bar]!);
    else if (wish === "entry") buy(bar, bar, "close", bars.close[bar]!);

    run.cash.push(cash);
    run.equity.push(cash + held * bars.close[bar]! * multiplier);
  }
  if (trade !== undefined)
    finish(trade, lastBar, bars.close[lastBar]!, held * bars.close[lastBar]! * multiplier, 0, "open");
  return run;
}
