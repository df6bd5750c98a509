import { checkKeys } from "../check-keys.ts";
import {
  checkOptions,
  isNumberLike,
  isPlain,
  readAmount,
  readJson,
  readModelWords,
  readShareOfPrice,
  unknownCost,
  wrongCost,
} from "../read-words.ts";
import { CHARGED_FILLS, COMMISSION_KINDS, type Commission, type FeeTier } from "./commission.ts";
import { COMMISSION_SCHEDULE_NAMES } from "./commission-schedule-names.ts";

const NAME = "commission";
const RULE = "a fraction of the notional, { perUnit }, a text such as 0.005/share or ibkr-fixed, or { kind, … }";

/**
 * A commission as people give it: a number (a fraction of the notional), `{ perUnit }`, the setting itself, or a text:
 * `0.1%`, `0.005/share`, `1/order`, `0.005/share,min:1,max:1%`, `maker:0.02%,taker:0.05%`, a schedule's name, several
 * joined by `+`, or the setting as JSON.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN
 */
export function readCommission(given: unknown): Commission {
  if (typeof given === "number") return { kind: "rate", rate: given };
  if (typeof given === "string") {
    const text = given.trim();
    if (text.startsWith("{")) return commissionOf(readJson(NAME, text));
    const parts = text.split("+").map((part) => readPart(part, given));
    return parts.length === 1 ? parts[0]! : { kind: "sum", of: parts };
  }
  return commissionOf(given);
}

function readPart(part: string, whole: string): Commission {
  const words = readModelWords(NAME, part);
  if (words.name === "maker" || words.name === "taker") {
    const both = new Map(words.options).set(words.name, words.value ?? "");
    checkOptions(NAME, { ...words, options: both }, ["maker", "taker"]);
    const [maker, taker] = [both.get("maker"), both.get("taker")];
    if (maker === undefined || taker === undefined)
      throw wrongCost(NAME, "maker:0.02%,taker:0.05%, both of them", whole);
    return { kind: "maker-taker", maker: readShareOfPrice(NAME, maker), taker: readShareOfPrice(NAME, taker) };
  }
  checkOptions(NAME, words, ["min", "max"]);
  const fee = readFee(words.name, words.value, whole);
  return words.options.size === 0 ? fee : { kind: "bounded", of: fee, ...readBounds(words.options) };
}

function readFee(name: string, value: string | undefined, whole: string): Commission {
  const schedule = COMMISSION_SCHEDULE_NAMES.find((known) => known === name);
  if (schedule !== undefined && value === undefined) return { kind: "schedule", name: schedule };
  if (!isNumberLike(name)) throw unknownCost(NAME, name, COMMISSION_SCHEDULE_NAMES);
  const [, amount = "", unit] = /^(.*?)(?:\/(share|unit|contract|order))?$/s.exec(name)!;
  if (unit === undefined) return { kind: "rate", rate: readShareOfPrice(NAME, value === undefined ? name : whole) };
  if (amount.endsWith("%")) throw wrongCost(NAME, "a fraction from 0 to below 1 (0.02 or 2%)", whole);
  const money = readAmount(NAME, amount, whole);
  return unit === "order" ? { kind: "per-order", amount: money } : { kind: "per-unit", amount: money };
}

function readBounds(options: ReadonlyMap<string, string>) {
  const [minimum, maximum] = [options.get("min"), options.get("max")];
  return {
    ...(minimum === undefined ? {} : { minimum: readAmount("minimum commission", minimum) }),
    ...(maximum === undefined
      ? {}
      : maximum.endsWith("%")
        ? { maximumRate: readAmount("maximum commission", maximum) }
        : { maximum: readAmount("maximum commission", maximum) }),
  };
}

/** The setting itself, each part checked for its shape; what numbers may be is `checkCommission`'s to say. */
function commissionOf(given: unknown): Commission {
  if (!isPlain(given)) throw wrongCost(NAME, RULE, given);
  const { kind, ...rest } = given;
  if (kind === undefined) {
    const { perUnit, ...others } = given;
    if (typeof perUnit === "number" && Object.keys(others).length === 0) return { kind: "per-unit", amount: perUnit };
    throw wrongCost(NAME, RULE, given);
  }
  const known = COMMISSION_KINDS.find((one) => one === kind);
  const number = (key: string): number => {
    const value = rest[key];
    if (typeof value === "number") return value;
    throw wrongCost(`commission.${key}`, "a number", value);
  };
  const optional = (key: string) => (rest[key] === undefined ? {} : { [key]: number(key) });
  const keys = (...names: string[]) => checkKeys(`commission of kind ${String(kind)}`, rest, names);
  switch (known) {
    case "rate":
      keys("rate");
      return { kind: known, rate: number("rate") };
    case "per-unit":
    case "per-order":
      keys("amount");
      return { kind: known, amount: number("amount") };
    case "maker-taker":
      keys("maker", "taker");
      return { kind: known, maker: number("maker"), taker: number("taker") };
    case "tiered":
      keys("by", "per", "tiers");
      return {
        kind: known,
        by: oneOf("by", rest.by, ["units", "notional"]),
        per: oneOf("per", rest.per, ["order", "month"]),
        tiers: listOf("tiers", rest.tiers, tierOf),
      };
    case "bounded": {
      keys("of", "minimum", "maximum", "maximumRate", "minimumWins");
      const { minimumWins } = rest;
      return {
        kind: known,
        of: commissionOf(rest.of),
        ...optional("minimum"),
        ...optional("maximum"),
        ...optional("maximumRate"),
        ...(minimumWins === undefined ? {} : { minimumWins: minimumWins === true }),
      };
    }
    case "sum":
      keys("of");
      return { kind: known, of: listOf("of", rest.of, commissionOf) };
    case "scaled":
      keys("by", "of");
      return { kind: known, by: number("by"), of: commissionOf(rest.of) };
    case "only":
      keys("fills", "of");
      return { kind: known, fills: oneOf("fills", rest.fills, CHARGED_FILLS), of: commissionOf(rest.of) };
    case "dated":
      keys("since");
      return { kind: known, since: listOf("since", rest.since, stepOf) };
    case "schedule":
      keys("name");
      return { kind: known, name: oneOf("name", rest.name, COMMISSION_SCHEDULE_NAMES) };
    case undefined:
      throw unknownCost("kind of commission", String(kind), COMMISSION_KINDS);
  }
}

function tierOf(given: unknown): FeeTier {
  if (isPlain(given) && typeof given.from === "number" && typeof given.fee === "number")
    return { from: given.from, fee: given.fee };
  throw wrongCost("commission.tiers", "tiers { from, fee }", given);
}

function stepOf(given: unknown) {
  if (isPlain(given) && typeof given.day === "number") return { day: given.day, of: commissionOf(given.of) };
  throw wrongCost("commission.since", "steps { day, of }, ascending", given);
}

function listOf<T>(key: string, given: unknown, read: (one: unknown) => T): T[] {
  if (Array.isArray(given)) return given.map(read);
  throw wrongCost(`commission.${key}`, "a list", given);
}

function oneOf<const T extends string>(key: string, given: unknown, known: readonly T[]): T {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw unknownCost(`commission.${key}`, String(given), known);
}
