import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { NOT_FILLED_REASONS, ORDER_STATUSES } from "./order-columns.ts";
import { advance, NEXT_STATES, type OrderState } from "./order-states.ts";

describe("the life of an order", () => {
  it("ends in every status, and nowhere else", () => {
    const ends = (Object.keys(NEXT_STATES) as OrderState[]).filter((state) => NEXT_STATES[state].length === 0);
    expect(ends).toEqual([...ORDER_STATUSES]);
    const reached = new Set(Object.values(NEXT_STATES).flat());
    expect(ends.filter((state) => !reached.has(state))).toEqual([]);
  });

  it("reaches every status that a reason names", () => {
    for (const { status } of Object.values(NOT_FILLED_REASONS)) expect(advance("waiting", status)).toBe(status);
  });

  it("is told in the manual, reason by reason", () => {
    const page = readFileSync(new URL("../../../docs/event-strategies.md", import.meta.url), "utf8");
    const rows = Object.entries(NOT_FILLED_REASONS).map(
      ([reason, { status, meaning }]) => `| \`${reason}\` | ${status} | ${meaning} |`,
    );
    expect(page).toContain(`| reason | status | meaning |\n|---|---|---|\n${rows.join("\n")}\n\n`);
  });

  it("lets nothing follow an end", () => {
    const error = thrown(() => advance("filled", "cancelled"));
    expect(error.code).toBe("BACKSIGHT_INTERNAL");
    expect(error.message).toContain("an order that is filled never becomes cancelled");
  });
});
