import type { Bars } from "../../market/bars.ts";
import type { EventProgram } from "../../strategy/event-strategy.ts";
import type { CashAccount } from "../../trading/ledger/cash-account.ts";
import type { InstrumentTrading } from "../../trading/open-trading.ts";
import type { Decider } from "../../trading/orders/decider.ts";
import type { WorkingOrders } from "../../trading/orders/working-orders.ts";
import type { PortfolioSettings } from "../../trading/panel/simulate-panel.ts";
import { SharedAccountNow } from "./account-now.ts";
import { endOrders } from "./callback-reactor.ts";
import { StrategyDriver } from "./strategy-driver.ts";

/** What the event engine takes for a strategy that decides for several instruments at once. */
export interface PanelEvents extends PortfolioSettings {
  /** The strategy with the indicators of each instrument, in the panel's order. */
  readonly programs: readonly EventProgram[];
  /** The panel's axis as bars, see `compositeBars`. */
  readonly axis: Bars;
}

/**
 * Drives a strategy's callbacks over the rows of a panel: once at each row, after every bar that closes there. Its orders
 * go to the working orders of the instrument that they are for.
 */
export class PanelReactor {
  readonly working: readonly WorkingOrders[];
  readonly deciders: readonly Decider[];
  private readonly driver: StrategyDriver;
  private readonly bars: readonly Int32Array[];
  private readonly last: number;
  /** Row that the clocks stand at. */
  private row = -1;

  constructor(
    { programs, panel, axis, ...input }: PanelEvents,
    traded: readonly InstrumentTrading[],
    account: CashAccount,
  ) {
    this.driver = new StrategyDriver(programs[0]!, {
      ...{ axis, input },
      instruments: traded.map((one, k) => ({ traded: one, declared: programs[k]! })),
      account: () => new SharedAccountNow(account),
    });
    const { instruments } = this.driver;
    for (const { clock } of instruments) clock.i = -1;
    this.working = instruments.map(({ working }) => working);
    this.deciders = this.working.map(deciderOf);
    this.bars = panel.bars;
    this.last = panel.length - 1;
  }

  /** All bars that close at a row are known. */
  ask(row: number): void {
    this.moveTo(row);
    this.driver.ask(row);
  }

  /** The last row is over. */
  end(): void {
    const { instruments } = this.driver;
    this.moveTo(this.last);
    for (const { working } of instruments) working.forgetDue();
    this.driver.end(this.last);
    for (const { working, traded } of instruments) endOrders(working, traded.bars.length - 1);
  }

  /** Moves every clock to the latest bar that has closed; rows at which nobody was asked are passed as well. */
  private moveTo(row: number): void {
    const { instruments } = this.driver;
    for (let k = 0; k < instruments.length; k++) {
      const bars = this.bars[k]!;
      for (let at = this.row + 1; at <= row; at++)
        if (bars[at]! >= 0) instruments[k]!.moveTo(bars[at]!);
        else instruments[k]!.stay();
    }
    this.row = row;
  }
}

/** What orders at market ask of one instrument at its closes. */
function deciderOf(working: WorkingOrders): Decider {
  return {
    decide: () => working.isDue,
    reduce: (_, reference, place) => working.reduceDue(reference, place),
    increase: (_, reference, place) => working.increaseDue(reference, place),
    expireReduction: (i) => working.expireReductions(i),
    expireIncrease: (i) => working.expireIncreases(i),
  };
}
