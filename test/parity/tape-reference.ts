/** A quote or a trade of a tape, in order of time. */
export type TapeEvent =
  | {
      readonly kind: "quote";
      readonly time: number;
      readonly bid: number;
      readonly ask: number;
      readonly bidSize: number;
      readonly askSize: number;
    }
  | { readonly kind: "trade"; readonly time: number; readonly price: number; readonly size: number };

/** An order as a strategy sends it; NaN: no such price. */
export interface SentOrder {
  readonly side: 1 | -1;
  readonly size: number;
  readonly limit: number;
  readonly stop: number;
}

export interface ReferenceFill {
  readonly time: number;
  /** Signed units. */
  readonly units: number;
  readonly price: number;
}

interface LiveOrder {
  readonly side: 1 | -1;
  left: number;
  limit: number;
  stop: number;
  readonly there: number;
  hasArrived: boolean;
  /** Units that wait before it; NaN: unknown. */
  ahead: number;
}

/**
 * One order at a time on quotes and trades, written again from what docs/ticks.md says, with no regard for speed: each order
 * that is sent takes the place of the one before. Everything is paid, and nothing costs anything.
 *
 * @param decide what is sent after the event of that place, or null
 */
export function simulateTapeSlowly(
  events: readonly TapeEvent[],
  latencyMs: number,
  decide: (place: number) => SentOrder | null,
): { readonly fills: readonly ReferenceFill[]; readonly held: number; readonly cash: number } {
  const hasQuotes = events.some(({ kind }) => kind === "quote");
  const hasTrades = events.some(({ kind }) => kind === "trade");
  const fills: ReferenceFill[] = [];
  let [held, cash] = [0, 0];
  let order: LiveOrder | null = null;
  // What an order that takes finds, and what is displayed, by side of the book.
  const book = { bid: NaN, ask: NaN, bidLeft: 0, askLeft: 0, bidShown: 0, askShown: 0 };

  const trade = (side: 1 | -1, units: number, price: number, time: number): void => {
    // What leaves a position and what opens another are two fills.
    const leaving = held * side < 0 ? Math.min(units, Math.abs(held)) : 0;
    for (const part of [leaving, units - leaving]) {
      if (part === 0) continue;
      held += side * part;
      cash -= side * part * price;
      fills.push({ time, units: side * part, price });
    }
  };

  const takeFrom = (live: LiveOrder, time: number, worst: number): void => {
    const price = live.side > 0 ? book.ask : book.bid;
    if (Number.isNaN(price) || (!Number.isNaN(worst) && live.side * (worst - price) < 0)) return;
    const units = Math.min(live.left, live.side > 0 ? book.askLeft : book.bidLeft);
    if (live.side > 0) book.askLeft -= units;
    else book.bidLeft -= units;
    live.left -= units;
    trade(live.side, units, price, time);
  };

  const joinQueue = (live: LiveOrder): number => {
    const [best, shown] = live.side > 0 ? [book.bid, book.bidShown] : [book.ask, book.askShown];
    if (live.limit === best) return hasQuotes ? shown : 0;
    return Number.isNaN(best) || live.side * (live.limit - best) > 0 ? 0 : NaN;
  };

  const isTriggered = (live: LiveOrder, price: number) => live.side * (price - live.stop) >= 0;

  const look = (live: LiveOrder, event: TapeEvent | null, time: number): void => {
    if (time < live.there) return;
    const price = live.side > 0 ? book.ask : book.bid;
    if (!Number.isNaN(live.stop)) {
      live.hasArrived = true;
      const source = hasTrades ? "trade" : "quote";
      if (event === null || event.kind !== source || Number.isNaN(price)) return;
      if (!isTriggered(live, event.kind === "trade" ? event.price : price)) return;
      live.stop = NaN;
      takeFrom(live, time, live.limit);
      if (!Number.isNaN(live.limit)) live.ahead = joinQueue(live);
      return;
    }
    if (Number.isNaN(live.limit)) {
      takeFrom(live, time, NaN);
      return;
    }
    if (!live.hasArrived) {
      if (!hasQuotes && Number.isNaN(price)) return;
      live.hasArrived = true;
      takeFrom(live, time, live.limit);
      live.ahead = joinQueue(live);
      return;
    }
    if (event === null) return;
    const fillAtLimit = (units: number): number => {
      const taken = Math.min(units, live.left);
      live.left -= taken;
      trade(live.side, taken, live.limit, time);
      return taken;
    };
    if (event.kind === "quote") {
      if (live.side * (live.limit - price) >= 0) {
        const taken = fillAtLimit(live.side > 0 ? book.askLeft : book.bidLeft);
        if (live.side > 0) book.askLeft -= taken;
        else book.bidLeft -= taken;
        return;
      }
      const now = joinQueue(live);
      if (!Number.isNaN(now)) live.ahead = Number.isNaN(live.ahead) ? now : Math.min(live.ahead, now);
    } else if (live.side * (live.limit - event.price) > 0) fillAtLimit(Infinity);
    else if (event.price === live.limit && hasQuotes && !Number.isNaN(live.ahead)) {
      const beyond = event.size - live.ahead;
      live.ahead = Math.max(0, live.ahead - event.size);
      if (beyond > 0) fillAtLimit(beyond);
    }
  };

  for (const [place, event] of events.entries()) {
    const { time } = event;
    if (event.kind === "quote") {
      book.bid = event.bid > 0 ? event.bid : NaN;
      book.ask = event.ask > 0 ? event.ask : NaN;
      [book.bidLeft, book.askLeft] = [event.bidSize, event.askSize];
      [book.bidShown, book.askShown] = [event.bidSize, event.askSize];
    } else if (!hasQuotes) {
      [book.bid, book.ask] = [event.price, event.price];
      [book.bidLeft, book.askLeft] = [event.size, event.size];
    }
    if (order !== null) look(order, event, time);
    if (order !== null && order.left <= 0) order = null;
    const sent = decide(place);
    if (sent === null) continue;
    const { side, size, limit, stop } = sent;
    // Without quotes nothing can be taken before the next trade, even if that is printed at the same instant.
    order = { side, left: size, limit, stop, there: time + latencyMs, hasArrived: false, ahead: NaN };
    if (latencyMs === 0 && hasQuotes) look(order, Number.isNaN(stop) ? null : event, time);
    if (order.left <= 0) order = null;
  }
  return { fills, held, cash };
}
