import { AccountNow } from "../../engine/event/account-now.ts";
import { StrategyDriver } from "../../engine/event/strategy-driver.ts";
import type { LaneSettings } from "../../engine/vector/fast/lane-settings.ts";
import type { SignalBits } from "../../engine/vector/fast/signal-bits.ts";
import type { SparseSettings } from "../../engine/vector/fast/sparse-settings.ts";
import type { Bars } from "../../market/bars.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import type { EventProgram } from "../../strategy/event-strategy.ts";
import { CashAccount } from "../../trading/ledger/cash-account.ts";
import { type InstrumentTrading, openTrading } from "../../trading/open-trading.ts";
import { NotedOrders } from "./noted-orders.ts";

/**
 * Asks strategies that decide bar by bar, and notes their orders as signals: what the event engine would have had them
 * decide, for orders that say no more than signals do. One for all combinations of a sweep.
 */
export class NotedRuns {
  private readonly bars: Bars;
  private readonly settings: LaneSettings;
  private readonly isLimited: boolean;
  private readonly orders: NotedOrders;
  /** Books in which nothing happens. */
  private readonly idle: InstrumentTrading;

  constructor(bars: Bars, settings: LaneSettings, sparse: SparseSettings) {
    this.bars = withPlainPrices(bars);
    this.settings = settings;
    this.isLimited = sparse.limits !== null;
    this.orders = new NotedOrders(this.bars, sparse, settings);
    this.idle = openTrading(this.bars, { ...settings, firstDecision: 0 }, new CashAccount(settings.cash));
  }

  /**
   * @param firstDecision first bar whose decision counts
   * @param room for the bits of a mask
   * @returns the signals, or why they say more: then the event engine must be asked, from the beginning
   * @throws {BacksightError} what the strategy did wrong, as `simulateEvents`
   */
  signalsOf(program: EventProgram, firstDecision: number, room: () => Uint32Array): SignalBits | string {
    if (this.isLimited) return "the settings ask for risk limits on what callbacks do";
    const outside = outsideOf(program);
    if (outside !== null) return outside;
    const { bars, orders, idle, settings } = this;
    const last = bars.length - 1;
    orders.begin(room);
    try {
      const driver = new StrategyDriver(program, {
        ...{ axis: bars, input: { ...settings, firstDecision } },
        instruments: [{ traded: idle, declared: program, standIn: orders.standIn }],
        account: ([one]) => new AccountNow(one!.clock, bars.close, orders),
      });
      for (let i = settings.start; i <= last && orders.reason === null; i++) {
        orders.pass(i);
        i = driver.askUntilOrder(i, orders.standsUntil);
        orders.settle(i);
      }
      if (orders.reason !== null) return `the strategy ${orders.reason}`;
      const bits = orders.bits;
      driver.end(last);
      return bits;
    } catch (error) {
      // It may have been shown an account that the engine would have taken from it.
      if (orders.reason === null && !orders.hasShorted) throw error;
      return "the strategy failed on the way";
    }
  }
}

/** Why the orders of a program can't be noted at all: it asks for what only the event engine tells. */
function outsideOf({ callbacks, level }: EventProgram): string | null {
  const { onFill, onOrder, onQuote, onTick } = callbacks;
  if (onFill !== undefined || onOrder !== undefined) return "the strategy wants to be told of fills or orders";
  if (onQuote !== undefined || onTick !== undefined) return "the strategy wants quotes or trades";
  return level === undefined ? null : "prices are seen at another level than they are traded at";
}
