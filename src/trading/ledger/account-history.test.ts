import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { AccountHistory } from "./account-history.ts";

describe("AccountHistory", () => {
  it("gives back what each close was marked with", () => {
    const money = fc.oneof(fc.constantFrom(0, -0, 100), fc.double({ noNaN: true, min: -1e6, max: 1e6 }));
    const marks = fc.array(fc.record({ cash: money, quantity: money, bars: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(marks, (stretches) => {
        const account = stretches.flatMap(({ bars, ...one }) => Array.from({ length: bars }, () => one));
        const bars = randomMarket("lively", 1, account.length);
        const history = new AccountHistory(bars);
        for (const [i, { cash, quantity }] of account.entries()) history.mark(i, cash, quantity);
        const equity = account.map(({ cash, quantity }, i) => cash + quantity * bars.close[i]!);
        expect(history.cashColumn()).toEqual(Float64Array.from(account, ({ cash }) => cash));
        expect(history.quantityColumn()).toEqual(Float64Array.from(account, ({ quantity }) => quantity));
        expect(history.equityColumn()).toEqual(Float64Array.from(equity));
        expect(account.map((_, i) => history.equity.at(i))).toEqual(equity);
        expect(account.map((_, i) => history.quantity.at(i))).toEqual(account.map(({ quantity }) => quantity));
        expect([history.equity.at(-1), history.equity.at(account.length)]).toEqual([undefined, undefined]);
      }),
    );
  });
});
