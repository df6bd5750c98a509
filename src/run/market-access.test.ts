import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { portfolioMargin, REG_T } from "../trading/ledger/account-rules.ts";
import { accountWord, latencyWord, leverageWithin, readMarketAccess, settlementOf } from "./market-access.ts";

describe("how orders reach the market", () => {
  it("is nothing where nothing is given", () => expect(readMarketAccess({})).toEqual({}));

  it.each([
    ["10%", 0.1],
    [1, 1],
    ["0.025", 0.025],
  ])("reads a participation of %s", (participation, share) =>
    expect(readMarketAccess({ participation })).toEqual({ participation: share }),
  );

  it.each([
    ["2", { kind: "bars", bars: 2 }],
    [3, { kind: "bars", bars: 3 }],
    ["250ms", { kind: "time", ms: 250 }],
    ["1.5s", { kind: "time", ms: 1500 }],
    ["2m", { kind: "time", ms: 120_000 }],
    ["1h", { kind: "time", ms: 3_600_000 }],
  ])("reads a latency of %s", (given, latency) => {
    expect(readMarketAccess({ latency: given })).toEqual({ latency });
    expect(readMarketAccess({ latency: latencyWord(readMarketAccess({ latency: given }).latency!) })).toEqual({
      latency,
    });
  });

  it.each([
    ["cash", { kind: "cash" }],
    ["reg-t", REG_T],
    ["portfolio", portfolioMargin()],
    ["portfolio:20%", portfolioMargin(0.2)],
    ["reg-t:60%,0.4,30%", { kind: "reg-t", initial: 0.6, long: 0.4, short: 0.3 }],
  ])("reads an account %s, and writes it again", (text, account) => {
    const read = readMarketAccess({ account: text }).account!;
    expect(read).toEqual(account);
    expect(readMarketAccess({ account: accountWord(read) })).toEqual({ account });
  });

  it.each([
    [{ participation: 0 }, "participation must be a share of a bar's volume above 0 and up to 1 (10%), was 0"],
    [{ participation: "110%" }, "participation must be"],
    [{ latency: "soon" }, "latency must be so many bars (1) or a time above 0 (250ms, 1s, 5m, 1h), was soon"],
    [{ latency: 0 }, "latency must be"],
    [{ account: "reg-t:30%,40%,30%" }, "account must be cash, reg-t or portfolio"],
    [{ account: "portfolio:0" }, "account must be"],
    [{ account: "cash:1" }, "account must be"],
    [{ account: "magin" }, 'unknown account "magin"'],
  ])("refuses %s", (given, message) => expect(thrown(() => readMarketAccess(given)).message).toContain(message));

  it("gives the leverage and the settlement that the account has", () => {
    expect(leverageWithin(undefined, 1, undefined)).toBe(1);
    expect(leverageWithin(3, 1, undefined)).toBe(3);
    expect(leverageWithin(undefined, 1, REG_T)).toBe(2);
    expect(leverageWithin(1.5, 1, REG_T)).toBe(1.5);
    expect(thrown(() => leverageWithin(2.5, 1, REG_T)).message).toContain(
      "leverage must be at most 2 in a reg-t account",
    );
    expect([settlementOf(undefined), settlementOf(REG_T), settlementOf({ kind: "cash" })]).toEqual([
      "T+0",
      "T+0",
      "T+1",
    ]);
  });
});
