import { checkPositive } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { columnOf, withPlainPrices } from "../../../market/compact/compact-bars.ts";
import type { EventProgram } from "../../../strategy/event-strategy.ts";
import { accountResult } from "../../../trading/account-result.ts";
import { quantitiesAsked } from "../../../trading/costs/cost-columns.ts";
import { carryCharge } from "../../../trading/ledger/carry-charge.ts";
import { CashAccount } from "../../../trading/ledger/cash-account.ts";
import { openTrading } from "../../../trading/open-trading.ts";
import { OrderDelay } from "../../../trading/orders/order-delay.ts";
import type { OrderTicket } from "../../../trading/orders/working-order.ts";
import { accountRisk } from "../../../trading/risk/account-risk.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import type { SimulationResult } from "../../../trading/simulation-result.ts";
import { checkSettings, type SimulationSettings } from "../../../trading/simulation-settings.ts";
import { AccountNow } from "../account-now.ts";
import type { BarClock } from "../bar-clock.ts";
import type { RefuseOrder } from "../read-order.ts";
import { StrategyDriver } from "../strategy-driver.ts";
import { OfferedVolume } from "./offered-volume.ts";
import { onBars } from "./on-bars.ts";
import { type Ticks, tapeOf } from "./tape.ts";
import { TapeCosts } from "./tape-costs.ts";
import { TapeMarket } from "./tape-market.ts";
import { TapeOrders, type TapeTrading } from "./tape-orders.ts";
import { TicksNow } from "./ticks-now.ts";
import { walkTape } from "./walk-tape.ts";

/** A run on quotes and trades. */
export interface TapeInput extends SimulationSettings {
  readonly program: EventProgram;
  readonly ticks: Ticks;
}

/**
 * The event engine on quotes and trades: orders meet what was quoted and printed, and the account is measured along the
 * bars. What orders do there says `TapeOrders`.
 *
 * @throws {BacksightError} as `simulateEvents` and `tapeOf`; BACKSIGHT_NOT_SUPPORTED for what is a matter of bars: rules of other
 * tools, finer bars, costs that ask bars, stops by ranges and by bars, latency in bars, splits and dividends
 */
export function simulateTape(input: TapeInput): SimulationResult {
  refuseMattersOfBars(input);
  const bars = withPlainPrices(input.bars);
  checkSettings(input, bars.length);
  const { program, ticks, start, firstDecision, participation, latency = null } = input;
  const tape = tapeOf(bars, ticks);
  const { rows } = tape;
  const account = new CashAccount(checkPositive("cash", input.cash), input.account);
  const risk = accountRisk(account, input.risk);
  const tapeCosts = new TapeCosts(input.costs);
  const market = new TapeMarket(ticks, participation ?? 1);
  let offered!: OfferedVolume;
  const opened = openTrading(rows, input, account, risk, {
    costs: tapeCosts,
    delay: new TapeDelay(rows, latency?.kind === "time" ? latency.ms : 0, ticks.quotes !== null),
    volumeIn: (lot) => {
      offered = new OfferedVolume(rows, lot);
      return offered;
    },
  });
  const traded: TapeTrading = { ...opened, tape, market, offered, tapeCosts };
  const clock: BarClock = { i: 0, isNew: true };
  const now = new TicksNow(tape, market);
  const driver = new StrategyDriver(program, {
    ...{ axis: bars, input, between: now },
    instruments: [{ traded: opened, declared: program, rows: { clock, bars, ticket: onTape } }],
    account: () => new AccountNow(clock, rows.close, opened.ledger),
  });
  const [one] = driver.instruments;
  one!.clock.i = -1;
  const outcome = walkTape({
    ...{ bars, traded, driver, now, start, firstDecision, risk },
    orders: new TapeOrders(traded, one!.working),
    carry: carryCharge(input.costs.carry),
    moveTo: (row) => {
      clock.i = row;
    },
  });
  return onBars(tape, accountResult(outcome, opened, input));
}

/** Orders are at the market at once where there is a quote to take, else at the next row; or so much later. */
class TapeDelay extends OrderDelay {
  private readonly times: Bars;
  private readonly ms: number;
  private readonly isAtOnce: boolean;

  constructor(rows: Bars, ms: number, isAtOnce: boolean) {
    super(rows, ms === 0 ? null : { kind: "time", ms });
    this.times = rows;
    this.ms = ms;
    this.isAtOnce = isAtOnce;
  }

  override firstBar(row: number): number {
    if (this.ms === 0) return this.isAtOnce ? row : row + 1;
    const time = columnOf(this.times, "time");
    const there = time.at(row)! + this.ms;
    let first = row + 1;
    while (first < this.times.length && time.at(first)! < there) first++;
    return first;
  }
}

/** What an order may say on a tape. */
function onTape(ticket: OrderTicket, refuse: RefuseOrder): OrderTicket {
  if (ticket.at !== null) refuse("there are no orders for a session's open or close on quotes and trades");
  if (ticket.timeInForce.kind === "bars")
    refuse("orders on quotes and trades have no time in bars", " Give minutes, day, or a date.");
  return ticket;
}

function refuseMattersOfBars(input: TapeInput): void {
  const { rules = BACKSIGHT_RULES, finer, costs, stopRange, trailRange, timeStop, latency, actions } = input;
  const [asked] = quantitiesAsked(costs);
  const matters: readonly (readonly [boolean, string])[] = [
    [rules.name !== BACKSIGHT_RULES.name, `the rules "${rules.name}"`],
    [finer != null, "finer bars"],
    [asked !== undefined, `costs by the ${asked} of bars`],
    [typeof costs.spread !== "number" || costs.spread > 0, "a spread beside the quotes"],
    [stopRange != null || trailRange != null, "stops by average ranges"],
    [timeStop != null, "stops by bars held"],
    [latency?.kind === "bars", "latency in bars"],
    [(actions?.length ?? 0) > 0, "splits and dividends"],
  ];
  const found = matters.find(([isAsked]) => isAsked);
  if (found === undefined) return;
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `${found[1]} in a run on quotes and trades`,
    instead: "Leave it out, or run on bars alone.",
  });
}
