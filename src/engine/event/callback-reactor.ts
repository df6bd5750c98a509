import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import type { EventProgram } from "../../strategy/event-strategy.ts";
import type { FillPlace } from "../../trading/ledger/ledger.ts";
import type { InstrumentTrading } from "../../trading/open-trading.ts";
import type { WorkingOrders } from "../../trading/orders/working-orders.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";
import { AccountNow } from "./account-now.ts";
import type { InstrumentNow } from "./instrument-now.ts";
import { StrategyDriver } from "./strategy-driver.ts";
import type { Reactor } from "./walk-bars.ts";

/** Drives a strategy's callbacks over the bars of one instrument; its orders go to the instrument's working orders. */
export class CallbackReactor implements Reactor {
  readonly working: WorkingOrders;
  private readonly driver: StrategyDriver;
  private readonly instrument: InstrumentNow;

  constructor(program: EventProgram, traded: InstrumentTrading, input: SimulationSettings) {
    const axis = withPlainPrices(traded.bars);
    this.driver = new StrategyDriver(program, {
      ...{ axis, input, instruments: [{ traded, declared: program }] },
      account: ([one]) => new AccountNow(one!.clock, axis.close, traded.ledger),
    });
    const [one] = this.driver.instruments;
    this.working = one!.working;
    this.instrument = one!;
  }

  decide(i: number): boolean {
    this.instrument.moveTo(i);
    const { working } = this;
    if (working.isDue) working.forgetDue();
    this.driver.ask(i);
    return working.isDue;
  }

  decideUntilOrder(from: number, to: number): number {
    return this.driver.askUntilOrder(from, to);
  }

  reduce(_: number, reference: number, place: FillPlace): void {
    this.working.reduceDue(reference, place);
  }

  increase(_: number, reference: number, place: FillPlace): void {
    this.working.increaseDue(reference, place);
  }

  expireReduction(i: number): void {
    this.working.expireReductions(i);
  }

  expireIncrease(i: number): void {
    this.working.expireIncreases(i);
  }

  end(last: number): void {
    const { working } = this;
    this.instrument.moveTo(last);
    working.forgetDue();
    this.driver.end(last);
    endOrders(working, last);
  }
}

/** No bar comes any more for what is under way after the last bar of an instrument. */
export function endOrders(working: WorkingOrders, last: number): void {
  working.expireReductions(last);
  working.expireIncreases(last);
  working.forgetDue();
  working.endData(last);
}
