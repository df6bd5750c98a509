import { columnOf } from "../../market/compact/compact-bars.ts";
import { type BarPrices, barSeen } from "../fills/protective-exit.ts";
import type { FillPlace } from "../ledger/ledger.ts";
import { type Meeting, type OrderMeetings, trigger } from "./order-meetings.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { comparePlaces, PriceWalk } from "./price-walk.ts";
import { sideOf, type WorkingOrder } from "./working-order.ts";

/** Fills an order that a bar's range met, as far as it may. */
type FillInRange = (order: WorkingOrder, reference: number, place: FillPlace, limit: number, isStop: boolean) => void;

/** Walks the rest of a bar along its `PriceWalk`: orders that wait, and the position's stops and target among them. */
export class RangeWalk {
  private readonly around: OrderSurroundings;
  private readonly meetings: OrderMeetings;
  private readonly fill: FillInRange;
  private readonly seesRange: boolean;

  constructor(around: OrderSurroundings, meetings: OrderMeetings, fill: FillInRange) {
    this.around = around;
    this.meetings = meetings;
    this.fill = fill;
    this.seesRange = around.rules.pricesSeen === "range";
  }

  /** Lets the rest of bar `i` act. */
  pass(i: number, waiting: readonly WorkingOrder[]): void {
    const { bars, desk, ledger, intrabar } = this.around;
    const bar = barSeen(bars, i, this.seesRange);
    const held = ledger.quantity;
    const first = held !== 0 ? held : (waiting.map(({ aim }) => sideOf(aim, 0)).find((side) => side !== 0) ?? 1);
    const walk = new PriceWalk(bar, intrabar, first > 0 ? 1 : -1);
    const place: FillPlace = this.placeIn(i);
    let exit = desk.exits.within(i);
    let isGuardDone = false;
    for (;;) {
      const meeting = this.nextMeeting(i, waiting, walk, bar);
      const exitPlace = exit === null ? null : walk.placeOf(exit, ledger.quantity);
      if (exit !== null && (meeting === null || comparePlaces(exitPlace!, meeting.place) <= 0)) {
        walk.goTo(exitPlace!, exit.reference);
        isGuardDone = desk.exits.book(i, exit);
        exit = null;
        continue;
      }
      if (meeting === null) break;
      const { order, reference, limit } = meeting;
      walk.goTo(meeting.place, reference);
      const before = ledger.quantity;
      const isStop = !Number.isNaN(order.stop) || order.trail !== null;
      const kind = isStop && (Number.isNaN(limit) || reference === order.stop) ? "stop" : "limit";
      if (isStop) trigger(order);
      this.fill(order, reference, place, limit, isStop);
      const after = ledger.quantity;
      if (after === before) continue;
      if (after !== 0 && (before * after <= 0 || Math.abs(after) > Math.abs(before)) && this.seesRange) {
        const side = after > 0 ? 1 : -1;
        walk.entered(kind, side, reference);
        desk.exits.meetRest(i, { kind, price: reference });
        isGuardDone = true;
        exit = null;
      } else if (after === 0 || !isGuardDone) exit = after === 0 ? null : desk.exits.within(i);
    }
    if (!isGuardDone && ledger.quantity !== 0) desk.exits.survive(i);
  }

  private placeIn(i: number): FillPlace {
    const time = columnOf(this.around.bars, "closeTime").at(i)!;
    return { bar: i, phase: this.seesRange ? "intrabar" : "close", time };
  }

  /** The order that the walk meets next; of several at one place the one that was sent first. */
  private nextMeeting(i: number, waiting: readonly WorkingOrder[], walk: PriceWalk, bar: BarPrices): Meeting | null {
    let next: Meeting | null = null;
    for (const order of waiting) {
      if (order.at !== null || order.doneIn === i || i < order.placedBar) continue;
      const meeting = this.meetings.meetingOf(order, walk, bar, i);
      if (meeting !== null && (next === null || comparePlaces(meeting.place, next.place) < 0)) next = meeting;
    }
    return next;
  }
}
