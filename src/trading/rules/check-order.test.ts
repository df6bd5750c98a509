import { expect, it } from "vitest";
import { NO_LEVELS } from "../fills/exit-guard.ts";
import type { OrderTicket } from "../orders/working-order.ts";
import { refusedFeature } from "./check-order.ts";
import { BACKSIGHT_RULES, RULE_BOOKS } from "./presets.ts";
import type { RuleFeature } from "./rule-book.ts";

const all = [
  "limit entries",
  "stop entries",
  "stop-limit entries",
  "exits at a limit",
  "a trailing stop",
  "a size by risk",
  "targets (weights or units)",
] as const satisfies readonly RuleFeature[];
const units = { kind: "quantity", quantity: 1 } as const;
const buys = { kind: "trade", side: 1, size: units, reduceOnly: false } as const;
const order = (given: Partial<OrderTicket>): OrderTicket => ({
  ...{ aim: buys, limit: NaN, stop: NaN, trail: null, at: null, group: null, levels: NO_LEVELS },
  ...{ timeInForce: { kind: "gtc" }, until: Infinity, isImmediate: false },
  ...given,
});

it.each<[string, Partial<OrderTicket>, RuleFeature | null]>([
  ["at market", {}, null],
  ["at a limit", { limit: 10 }, "limit entries"],
  ["at a stop", { stop: 10 }, "stop entries"],
  ["at both", { limit: 10, stop: 9 }, "stop-limit entries"],
  ["that leaves at a limit", { limit: 10, aim: { ...buys, reduceOnly: true } }, "exits at a limit"],
  ["that trails", { trail: { kind: "fraction", fraction: 0.1 } }, "a trailing stop"],
  ["by risk", { aim: { ...buys, size: { kind: "risk", fraction: 0.01 } } }, "a size by risk"],
  ["for a target", { aim: { kind: "hold", of: "units", value: 3 } }, "targets (weights or units)"],
])("an order %s asks for what a tool may lack", (_, given, feature) => {
  expect(refusedFeature({ cannot: all }, order(given))).toBe(feature);
  expect(refusedFeature(BACKSIGHT_RULES, order(given))).toBeNull();
});

it("is refused by the tools that take no limit", () => {
  const without = Object.values(RULE_BOOKS).filter(({ cannot }) => cannot.includes("limit entries"));
  expect(without.length).toBeGreaterThan(0);
  for (const book of without) expect(refusedFeature(book, order({ limit: 10 }))).toBe("limit entries");
});
