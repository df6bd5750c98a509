import { didYouMean } from "../../core/nearest-name.ts";
import type {
  HeldTarget,
  OrderChange,
  OrderPrices,
  OrderRequest,
  OrderSize,
  OrderTime,
} from "../../strategy/event-strategy.ts";
import type { FillSide } from "../../trading/costs/transaction-cost-engine.ts";
import { type EntryLevels, NO_LEVELS } from "../../trading/fills/exit-guard.ts";
import type { Size } from "../../trading/orders/size.ts";
import type { TimeInForce } from "../../trading/orders/time-in-force.ts";
import type { OrderAim, OrderTicket, OrderTrail } from "../../trading/orders/working-order.ts";

/** Ends a request that can't be understood; names strategy, callback and bar. */
export type RefuseOrder = (problem: string, hint?: string) => never;

const PRICE_KEYS = ["limit", "stop", "trail", "at", "timeInForce", "group"];
const KEYS = [...PRICE_KEYS, "size", "stopLoss", "takeProfit", "reduceOnly"];
const GTC: TimeInForce = { kind: "gtc" };

/** An order at market with nothing but its aim. */
const AT_MARKET: Omit<OrderTicket, "aim"> = {
  limit: NaN,
  stop: NaN,
  trail: null,
  at: null,
  timeInForce: GTC,
  until: Infinity,
  isImmediate: false,
  group: null,
  levels: NO_LEVELS,
};

/** What `buy` and `sell` ask for. @param size of orders that say none */
export function readOrder(
  side: FillSide,
  request: OrderRequest | undefined,
  size: Size,
  refuse: RefuseOrder,
): OrderTicket {
  if (request === undefined) return { ...AT_MARKET, aim: { kind: "trade", side, size, reduceOnly: false } };
  checkKeys(request, KEYS, refuse);
  const { reduceOnly = false } = request;
  if (typeof reduceOnly !== "boolean") refuse(`reduceOnly must be true or false, was ${shown(reduceOnly)}`);
  const own = request.size === undefined ? size : readSize(request.size, refuse);
  return readPrices({ kind: "trade", side, size: own, reduceOnly }, request, refuse, () => readLevels(request, refuse));
}

/** What `close` asks for. */
export function readClose(request: OrderPrices | undefined, side: FillSide, refuse: RefuseOrder): OrderTicket {
  const aim: OrderAim = { kind: "close" };
  if (request === undefined) return { ...AT_MARKET, aim };
  checkKeys(request, PRICE_KEYS, refuse);
  const waits = request.limit !== undefined || request.stop !== undefined || request.trail !== undefined;
  if (!waits) return readPrices(aim, request, refuse);
  const whole: OrderAim = { kind: "trade", side, size: { kind: "fraction", fraction: 1 }, reduceOnly: true };
  return readPrices(whole, request, refuse);
}

/** What `hold` asks for. */
export function readTarget(target: HeldTarget, refuse: RefuseOrder): OrderTicket {
  const aim = (of: "units" | "fraction" | "cash", value: unknown): OrderTicket => {
    if (typeof value !== "number" || !Number.isFinite(value))
      return refuse(`hold must be given a finite number, was ${shown(value)}`);
    return { ...AT_MARKET, aim: { kind: "hold", of, value } };
  };
  if (typeof target !== "object" || target === null) return aim("units", target);
  checkKeys(target, ["fraction", "cash"], refuse);
  return "fraction" in target ? aim("fraction", target.fraction) : aim("cash", target.cash);
}

/** An order as `modify` changes it. */
export function readChange(ticket: OrderTicket, change: OrderChange, refuse: RefuseOrder): OrderTicket {
  const { aim } = ticket;
  const limit = change.limit === undefined ? ticket.limit : readPrice("limit", change.limit, refuse);
  const stop = change.stop === undefined ? ticket.stop : readPrice("stop", change.stop, refuse);
  if (change.size !== undefined && aim.kind !== "trade") refuse("an order that closes or holds has no size to change");
  const isSized = change.size !== undefined && aim.kind === "trade";
  return { ...ticket, aim: isSized ? { ...aim, size: readSize(change.size, refuse) } : aim, limit, stop };
}

/** A size in an order; positive: the side is the order's. */
function readSize(size: OrderSize, refuse: RefuseOrder): Size {
  const positive = (name: string, value: unknown): number =>
    typeof value === "number" && Number.isFinite(value) && value > 0
      ? value
      : refuse(`${name} must be a finite number above 0, was ${shown(value)}`);
  if (typeof size !== "object" || size === null) return { kind: "quantity", quantity: positive("size", size) };
  checkKeys(size, ["fraction", "cash", "riskFraction"], refuse);
  if ("fraction" in size) return { kind: "fraction", fraction: positive("size.fraction", size.fraction) };
  if ("cash" in size) return { kind: "cash", cash: positive("size.cash", size.cash) };
  return { kind: "risk", fraction: positive("size.riskFraction", size.riskFraction) };
}

function readPrices(
  aim: OrderAim,
  request: OrderPrices,
  refuse: RefuseOrder,
  levelsOf: () => EntryLevels = () => NO_LEVELS,
): OrderTicket {
  const { limit, stop, trail, at = null, group = null, timeInForce = "gtc" } = request;
  if (at !== null && at !== "session-open" && at !== "session-close")
    refuse(`at must be "session-open" or "session-close", was ${shown(at)}`);
  if (group !== null && typeof group !== "string") refuse(`group must be a text, was ${shown(group)}`);
  if (trail !== undefined && (limit !== undefined || stop !== undefined))
    refuse("trail stands alone: no limit, no stop");
  if (at !== null && (stop !== undefined || trail !== undefined)) refuse("at goes with a limit or with nothing");
  const prices = [readPrice("limit", limit, refuse), readPrice("stop", stop, refuse)] as const;
  const trailed = trail === undefined ? null : readTrail(trail, refuse);
  const time = readTime(timeInForce, refuse);
  return {
    aim,
    limit: prices[0],
    stop: prices[1],
    trail: trailed,
    at,
    timeInForce: time.timeInForce,
    until: time.until,
    isImmediate: time.isImmediate,
    isWhole: time.isWhole === true,
    group,
    levels: levelsOf(),
  };
}

/** @returns NaN where none is given */
function readPrice(name: string, value: number | undefined, refuse: RefuseOrder): number {
  if (value === undefined) return NaN;
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
  return refuse(`${name} must be a price above 0, was ${shown(value)}`, " Leave it out for an order without one.");
}

function readTrail(trail: NonNullable<OrderPrices["trail"]>, refuse: RefuseOrder): OrderTrail {
  if (typeof trail !== "object" || trail === null)
    return refuse(`trail must be { fraction } or { amount }, was ${shown(trail)}`);
  checkKeys(trail, ["fraction", "amount"], refuse);
  const value: unknown = "fraction" in trail ? trail.fraction : trail.amount;
  const isGood = typeof value === "number" && Number.isFinite(value) && value > 0;
  if (!isGood || ("fraction" in trail && value >= 1))
    return refuse(`trail must be an amount above 0 or a fraction below 1, was ${shown(trail)}`);
  return "fraction" in trail ? { kind: "fraction", fraction: value } : { kind: "amount", amount: value };
}

function readTime(
  time: OrderTime,
  refuse: RefuseOrder,
): Pick<OrderTicket, "timeInForce" | "until" | "isImmediate" | "isWhole"> {
  if (time === "gtc") return AT_MARKET;
  if (time === "day") return { ...AT_MARKET, timeInForce: { kind: "day" } };
  if (time === "ioc" || time === "fok") return { ...AT_MARKET, isImmediate: true, isWhole: time === "fok" };
  if (typeof time === "object" && time !== null) {
    checkKeys(time, ["bars", "minutes", "until"], refuse);
    const [[name, value] = ["", NaN]] = Object.entries(time);
    if (typeof value === "number" && value > 0 && Number.isFinite(value)) {
      if (name === "bars" && Number.isInteger(value))
        return { ...AT_MARKET, timeInForce: { kind: "bars", bars: value } };
      if (name === "minutes") return { ...AT_MARKET, timeInForce: { kind: "minutes", minutes: value } };
      if (name === "until") return { ...AT_MARKET, until: value };
    }
  }
  const known = ["gtc", "day", "ioc", "fok"];
  return refuse(
    `timeInForce must be ${known.join(", ")}, { bars }, { minutes } or { until }, was ${shown(time)}`,
    typeof time === "string" ? didYouMean(time, known) : "",
  );
}

function readLevels({ stopLoss, takeProfit }: OrderRequest, refuse: RefuseOrder): EntryLevels {
  if (stopLoss === undefined && takeProfit === undefined) return NO_LEVELS;
  const distance = (name: string, value: unknown): number =>
    typeof value === "number" && Number.isFinite(value) && value > 0
      ? value
      : refuse(`${name} must be a finite number above 0, was ${shown(value)}`);
  const levels: { stop: number; target: number; stopFraction?: number; targetFraction?: number; targetR?: number } = {
    ...NO_LEVELS,
  };
  if (typeof stopLoss === "object" && stopLoss !== null) {
    checkKeys(stopLoss, ["fraction"], refuse);
    levels.stopFraction = distance("stopLoss.fraction", stopLoss.fraction);
  } else levels.stop = readPrice("stopLoss", stopLoss, refuse);
  if (typeof takeProfit === "object" && takeProfit !== null) {
    checkKeys(takeProfit, ["fraction", "r"], refuse);
    if ("r" in takeProfit) levels.targetR = distance("takeProfit.r", takeProfit.r);
    else levels.targetFraction = distance("takeProfit.fraction", takeProfit.fraction);
  } else levels.target = readPrice("takeProfit", takeProfit, refuse);
  return levels;
}

/** @throws what `refuse` throws, for a key that isn't known, or something that has no keys */
export function checkKeys(value: unknown, known: readonly string[], refuse: RefuseOrder): void {
  if (typeof value !== "object" || value === null) refuse(`an order is an object, was ${shown(value)}`);
  let count = 0;
  for (const key in value as object) {
    count++;
    if (!known.includes(key)) refuse(`unknown key "${key}"`, didYouMean(key, known) || ` Known: ${known.join(", ")}.`);
  }
  if (count === 0 && known.length <= 3) refuse(`one of ${known.join(", ")} must be given`);
}

function shown(value: unknown): string {
  if (typeof value === "number" || typeof value === "undefined") return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
