import { describe, expect, it } from "vitest";
import { OrderBook } from "./order-book.ts";
import { NO_REASON, NOT_FILLED_CODES, NOT_FILLED_REASONS, ORDER_STATUSES } from "./order-columns.ts";

describe("OrderBook", () => {
  it("keeps every order in its turn, with status and reason", () => {
    const book = new OrderBook();
    book.filled(3, 1, 10);
    book.notFilled(5, -1, NaN, "last-bar");
    book.notFilled(6, 1, 7, "insufficient-cash");
    const { length, decisionBar, side, quantity, status, reason } = book.columns();
    expect(length).toBe(3);
    expect([...decisionBar]).toEqual([3, 5, 6]);
    expect([...side]).toEqual([1, -1, 1]);
    expect([...quantity]).toEqual([10, NaN, 7]);
    expect(Array.from(status, (code) => ORDER_STATUSES[code])).toEqual(["filled", "expired", "rejected"]);
    expect(Array.from(reason, (code) => NOT_FILLED_CODES[code])).toEqual([undefined, "last-bar", "insufficient-cash"]);
    expect(reason[0]).toBe(NO_REASON);
  });

  it("counts orders and mere signals by reason, in the order of the table", () => {
    const book = new OrderBook();
    book.notFilled(1, 1, NaN, "last-bar");
    book.countSignal("already-in");
    book.countSignal("conflict");
    book.countSignal("already-in");
    expect(Object.entries(book.notFilledCounts())).toEqual([
      ["conflict", 1],
      ["already-in", 2],
      ["last-bar", 1],
    ]);
    expect(book.columns().length).toBe(1);
  });

  it("counts orders that were cut", () => {
    const book = new OrderBook();
    book.filled(1, 1, 10, true);
    book.filled(2, -1, 10);
    expect(book.clippedCount).toBe(1);
  });
});

describe("the table of reasons", () => {
  it("gives each reason a status that isn't filled", () => {
    for (const { status, meaning } of Object.values(NOT_FILLED_REASONS)) {
      expect(["ignored", "rejected", "expired", "cancelled"]).toContain(status);
      expect(meaning).not.toBe("");
    }
  });

  it("leaves the code of filled orders free", () => expect(NOT_FILLED_CODES.length).toBeLessThan(NO_REASON));
});
