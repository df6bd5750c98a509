import { describe, expect, it } from "vitest";
import { RULE_BOOKS } from "./presets.ts";
import { RULE_BOOK_NAMES } from "./rule-book.ts";

describe("the rule books", () => {
  it("are as many as the names, each under its own, and can't be changed", () => {
    expect(Object.keys(RULE_BOOKS)).toEqual([...RULE_BOOK_NAMES]);
    for (const [name, book] of Object.entries(RULE_BOOKS)) {
      expect(book.name).toBe(name);
      expect(Object.isFrozen(book)).toBe(true);
    }
  });

  it("refuse nothing under Backsight's own rules", () => expect(RULE_BOOKS.backsight.cannot).toEqual([]));
});
