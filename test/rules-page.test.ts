import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rulesPage } from "../scripts/rules-page.ts";
import { RULE_BOOKS } from "../src/trading/rules/presets.ts";
import type { RuleBook } from "../src/trading/rules/rule-book.ts";

describe("docs/rules.md", () => {
  const page = readFileSync(new URL("../docs/rules.md", import.meta.url), "utf8");

  it("is what the rule books say", () => expect(page).toBe(rulesPage()));

  it("has a row for every rule, and the tools that differ in it aren't dots", () => {
    const rows = new Map(
      page
        .split("\n")
        .filter((line) => line.startsWith("| "))
        .map((line) => line.split(" | ").map((cell) => cell.replaceAll("|", "").trim()))
        .map(([rule, , ...values]) => [rule!, values]),
    );
    const books = Object.values(RULE_BOOKS);
    for (const rule of Object.keys(RULE_BOOKS.backsight) as (keyof RuleBook)[]) {
      if (rule === "name" || rule === "cannot" || rule === "size") continue;
      const same = books.map((book) => book[rule] === RULE_BOOKS.backsight[rule]);
      expect(
        rows
          .get(rule)!
          .slice(1)
          .map((value) => value === "·"),
      ).toEqual(same.slice(1));
    }
  });
});
