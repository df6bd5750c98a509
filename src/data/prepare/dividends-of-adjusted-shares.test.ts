import { expect, it } from "vitest";
import { dividendsOfAdjustedShares } from "./dividends-of-adjusted-shares.ts";

const dividend = (day: number, amount: number) => ({ kind: "dividend", day, amount, currency: "USD" }) as const;
const split = (day: number, from: number, to: number) => ({ kind: "split", day, from, to }) as const;

it("divides by the splits that came later, of those that the prices are adjusted for", () => {
  const actions = [
    dividend(10, 14),
    split(20, 1, 7),
    dividend(20, 2),
    dividend(30, 4),
    split(40, 1, 4),
    split(99, 1, 2),
  ];
  expect(dividendsOfAdjustedShares(actions, 50).map(({ day, amount }) => [day, amount])).toEqual([
    [10, 14 / 7 / 4],
    [20, 2 / 4],
    [30, 1],
  ]);
});
