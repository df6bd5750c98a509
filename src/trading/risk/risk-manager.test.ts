import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import type { RiskLimitOptions } from "./resolve-risk-limits.ts";
import { RiskManager } from "./risk-manager.ts";
import type { ProposedOrder, RiskPosition, RiskView } from "./risk-view.ts";

const buy = (quantity: number, rest: Partial<ProposedOrder> = {}): ProposedOrder => ({
  ...{ symbol: "A", side: 1, quantity, price: 100 },
  ...rest,
});
const account = (rest: Partial<RiskView> = {}): RiskView => ({ equity: 100_000, positions: [], ...rest });
const held = (symbol: string, quantity: number, rest: Partial<RiskPosition> = {}): RiskPosition => ({
  ...{ symbol, quantity, mark: 100 },
  ...rest,
});

/** Code, measured value and what is left, of every limit that is broken. */
function broken(limits: RiskLimitOptions, order: ProposedOrder, view: RiskView = account()) {
  return new RiskManager(limits)
    .checkRiskLimits(order, view)
    .map(({ code, value, action, allowedQuantity }) => [code, value, action, allowedQuantity]);
}

describe("checkRiskLimits", () => {
  it("finds nothing without limits, and nothing within them", () => {
    expect(broken({}, buy(1e6))).toEqual([]);
    expect(broken({ maxPositionSize: 0.2 }, buy(200))).toEqual([]);
  });

  it("measures a position against equity, what is held included", () => {
    expect(broken({ maxPositionSize: 0.1 }, buy(400))).toEqual([["risk-position-size", 0.4, "clip", 100]]);
    // 60 are held: 40 more.
    const view = account({ positions: [held("A", 60), held("B", 900)] });
    expect(broken({ maxPositionSize: 0.1 }, buy(100), view)).toEqual([["risk-position-size", 0.16, "clip", 40]]);
    expect(broken({ maxPositionSize: 0.05 }, buy(100), view)).toEqual([["risk-position-size", 0.16, "refuse", 0]]);
  });

  it("counts futures by their multiplier, whole lots, and what the order itself costs", () => {
    const future = buy(10, { price: 4000, multiplier: 50, lot: 1 });
    expect(broken({ maxPositionSize: 7 }, future)).toEqual([["risk-position-size", 20, "clip", 3]]);
    // q × 100 = 0.5 × (100,000 − 25 q): q = 50,000 / 112.5.
    expect(broken({ maxPositionSize: 0.5 }, buy(800, { costPerUnit: 25 }))).toEqual([
      ["risk-position-size", 1, "clip", 50_000 / 112.5],
    ]);
  });

  it("lets everything pass that only reduces, and checks only what turns a position", () => {
    const view = account({ equity: -5, positions: [held("A", 100)] });
    expect(broken({ maxPositionSize: 0.1, maxGrossExposure: 0.1 }, buy(100, { side: -1 }), view)).toEqual([]);
    // 100 close the position; 300 would be short.
    const turned = broken({ maxPositionSize: 0.1 }, buy(400, { side: -1 }), account({ positions: [held("A", 100)] }));
    expect(turned).toEqual([["risk-position-size", 0.3, "clip", 200]]);
  });

  it("adds up heat to the stops; without one the whole value is at risk, beyond the mark nothing", () => {
    const positions = [held("B", 100, { stop: 80 }), held("C", -100, { stop: 90 }), held("D", 10)];
    // B risks 2,000, the short C with a stop in its favour nothing, D its 1,000: 3,000 of 6,000. 5 a unit: 600 more.
    expect(broken({ maxPortfolioHeat: 0.06 }, buy(1000, { stop: 95 }), account({ positions }))).toEqual([
      ["risk-heat", 0.08, "clip", 600],
    ]);
    expect(broken({ maxPortfolioHeat: 0.06 }, buy(1000), account({ positions }))).toEqual([
      ["risk-heat", 1.03, "clip", 30],
    ]);
  });

  it("tells gross, net and leverage apart", () => {
    const view = account({ positions: [held("B", -600)] });
    expect(broken({ maxGrossExposure: 1 }, buy(900), view)).toEqual([["risk-gross-exposure", 1.5, "clip", 400]]);
    // 60,000 short: 160,000 of long value away from 100,000 net.
    expect(broken({ maxNetExposure: 1 }, buy(1500), view)).toEqual([]);
    expect(broken({ maxNetExposure: 1 }, buy(2000), view)).toEqual([["risk-net-exposure", 1.4, "clip", 1600]]);
    expect(broken({ maxLeverage: 1 }, buy(900), view)).toEqual([["risk-leverage", 1.5, "refuse", 0]]);
    expect(broken({ maxLeverage: 1.5 }, buy(900), view)).toEqual([]);
  });

  it("adds up a sector by the limits' own table, or by what order and positions say", () => {
    const sectors = { A: "energy", B: "energy", C: "banks" };
    const view = account({ positions: [held("B", 200), held("C", 900), held("D", 50, { sector: "energy" })] });
    expect(broken({ maxSectorExposure: 0.3, sectors }, buy(100), view)).toEqual([
      ["risk-sector-exposure", 0.35, "clip", 50],
    ]);
    expect(broken({ maxSectorExposure: 0.3, sectors }, buy(100, { symbol: "E" }), view)).toEqual([]);
  });

  it("adds up the largest positions", () => {
    const view = account({ positions: [held("B", 300), held("C", 200), held("D", 100)] });
    const limits = { maxConcentration: { limit: 0.6, positions: 2 } };
    // B and C are 0.5. A would have to be above C's 20,000 to count, and may then be 30,000.
    expect(broken(limits, buy(200), view)).toEqual([]);
    expect(broken(limits, buy(400), view)).toEqual([["risk-concentration", 0.7, "clip", 300]]);
    expect(broken({ maxConcentration: { limit: 0.4, positions: 2 } }, buy(400), view)).toEqual([
      ["risk-concentration", 0.7, "clip", 200],
    ]);
  });

  it("refuses entries that move like what is held on the same side", () => {
    const returns = new Map<string, number[]>([
      ["A", [9, 0.01, -0.02, 0.03]],
      ["B", [0.02, -0.04, 0.06]],
      ["C", [0, 0, 0]],
      ["D", [0.01]],
    ]);
    const limits = { maxCorrelation: { limit: 0.5, window: 3 } };
    const with_ = (...positions: RiskPosition[]) => account({ positions, returns });
    expect(broken(limits, buy(1), with_(held("B", 5)))).toEqual([
      ["risk-correlation", expect.closeTo(1, 12), "refuse", 0],
    ]);
    expect(broken(limits, buy(1), with_(held("B", -5)))).toEqual([]);
    expect(broken(limits, buy(1), with_(held("C", 5)))).toEqual([]);
    expect(broken(limits, buy(1), with_())).toEqual([]);
    // One return where three are wanted: nobody knows.
    expect(broken(limits, buy(1), with_(held("D", 5)))).toEqual([["risk-correlation", NaN, "refuse", 0]]);
  });

  it("halts a session that lost too much, whatever it won back", () => {
    const lost = (equity: number, sessionLowEquity?: number) =>
      broken({ maxDailyLoss: 0.03 }, buy(1), account({ equity, sessionStartEquity: 100_000, sessionLowEquity }));
    expect(lost(97_001)).toEqual([]);
    expect(lost(97_000)).toEqual([["risk-daily-loss", expect.closeTo(0.03, 12), "refuse", 0]]);
    expect(lost(99_000, 96_000)).toEqual([["risk-daily-loss", expect.closeTo(0.04, 12), "refuse", 0]]);
  });

  it("halts while equity is below its peak, and for good where the account was flattened", () => {
    const view = (equity: number) => account({ equity, peakEquity: 125_000, deepestDrawdown: 0.24 });
    expect(broken({ maxDrawdown: 0.2 }, buy(1), view(100_001))).toEqual([]);
    expect(broken({ maxDrawdown: 0.2 }, buy(1), view(100_000))).toEqual([
      ["risk-drawdown", expect.closeTo(0.2, 12), "refuse", 0],
    ]);
    expect(broken({ maxDrawdown: 0.2, onBreach: "flatten" }, buy(1), view(124_000))).toEqual([
      ["risk-drawdown", 0.24, "refuse", 0],
    ]);
  });

  it("measures what a bar may lose by the returns that the holdings would have had", () => {
    // Worst first: −4 %, −2 %, −1 %, 0, 1 %. 25 % of (5 − 1) is position 1: −2 %; two or less in the tail: −3 % on average.
    const returns = new Map([["A", [-0.01, 0.01, -0.04, 0, -0.02]]]);
    const tail = { limit: 0.01, level: 0.75, window: 5 };
    const view = account({ returns });
    expect(broken({ maxVar: tail }, buy(1000), view)).toEqual([
      ["risk-var", expect.closeTo(0.02, 12), "clip", expect.closeTo(500, 9)],
    ]);
    expect(broken({ maxCvar: tail }, buy(1000), view)).toEqual([
      ["risk-cvar", expect.closeTo(0.03, 12), "clip", expect.closeTo(1000 / 3, 9)],
    ]);
    // A short loses where the market wins: 1 % once.
    expect(broken({ maxVar: tail }, buy(1000, { side: -1 }), view)).toEqual([]);
    expect(broken({ maxVar: { ...tail, window: 6 } }, buy(1), view)).toEqual([["risk-var", NaN, "refuse", 0]]);
    // A hedge needs no room: B falls where A rises.
    const both = new Map([...returns, ["B", [0.01, -0.01, 0.04, 0, 0.02]]]);
    const hedged = account({ returns: both, positions: [held("B", 400)] });
    expect(broken({ maxVar: tail }, buy(800), hedged)).toEqual([]);
  });

  it("counts what was traded in the session", () => {
    expect(broken({ maxTurnover: 0.5 }, buy(300), account({ tradedInSession: 30_000 }))).toEqual([
      ["risk-turnover", 0.6, "clip", 200],
    ]);
  });

  it("refuses fixed quantities instead of cutting them", () => {
    expect(broken({ maxPositionSize: 0.1 }, buy(400, { isFixed: true }))).toEqual([
      ["risk-position-size", 0.4, "refuse", 0],
    ]);
  });

  it("says every broken limit in a line", () => {
    const [first] = new RiskManager({ maxPositionSize: 0.1 }).checkRiskLimits(buy(400), account());
    expect(first).toEqual({
      ...{ code: "risk-position-size", setting: "maxPositionSize", limit: 0.1, value: 0.4 },
      ...{ action: "clip", allowedQuantity: 100 },
      message: "maxPositionSize is 0.1, and would be 0.4: 100 of 400 units are left",
    });
  });

  it("refuses accounts that lack what a limit needs, and numbers that can't be", () => {
    const check = (limits: RiskLimitOptions, order = buy(1), view = account()) =>
      thrown(() => new RiskManager(limits).checkRiskLimits(order, view)).message;
    expect(check({ maxDailyLoss: 0.1 })).toContain("sessionStartEquity must be a finite number");
    expect(check({ maxDrawdown: 0.1 })).toContain("peakEquity must be a finite number");
    expect(check({ maxTurnover: 1 })).toContain("tradedInSession must be a finite number");
    expect(check({}, buy(0))).toContain("quantity must be a finite number above 0");
    expect(check({}, buy(1, { side: 2 as never }))).toContain("side must be 1 (buys) or -1 (sells)");
    expect(check({}, buy(1), account({ equity: NaN }))).toContain("equity must be a finite number");
  });

  it("leaves what keeps every limit, and no lot more", () => {
    const positions = fc.array(
      fc.record({
        symbol: fc.constantFrom("B", "C", "D"),
        quantity: fc.integer({ min: -500, max: 500 }),
        mark: fc.integer({ min: 1, max: 300 }),
        stop: fc.option(fc.integer({ min: 1, max: 300 }), { nil: NaN }),
        sector: fc.constantFrom(undefined, "energy"),
      }),
      { maxLength: 4 },
    );
    const limit = fc.constantFrom<RiskLimitOptions>(
      { maxPositionSize: 0.1 },
      { maxPortfolioHeat: 0.2 },
      { maxGrossExposure: 1.5 },
      { maxNetExposure: 0.5 },
      { maxSectorExposure: 0.7 },
      { maxConcentration: { limit: 0.9, positions: 2 } },
      { maxTurnover: 0.5 },
    );
    const order = fc.record({
      side: fc.constantFrom<1 | -1>(1, -1),
      quantity: fc.integer({ min: 1, max: 5000 }),
      costPerUnit: fc.constantFrom(0, 1, 20),
      stop: fc.constantFrom(NaN, 90, 110),
      lot: fc.constantFrom(null, 1, 10),
      sector: fc.constant("energy"),
    });
    fc.assert(
      fc.property(positions, limit, order, (others, limits, rest) => {
        const manager = new RiskManager(limits);
        const view = account({ positions: others, tradedInSession: 12_345 });
        const asked = buy(rest.quantity, rest);
        const [violation] = manager.checkRiskLimits(asked, view);
        if (violation === undefined) return;
        const { allowedQuantity, value, limit: threshold } = violation;
        expect(value).toBeGreaterThan(threshold);
        expect(allowedQuantity).toBeLessThan(asked.quantity);
        const more = allowedQuantity + Math.max(rest.lot ?? 0, asked.quantity * 1e-6);
        expect(manager.checkRiskLimits({ ...asked, quantity: more }, view)).not.toEqual([]);
        if (allowedQuantity > 0)
          expect(manager.checkRiskLimits({ ...asked, quantity: allowedQuantity }, view)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("calculatePositionSize", () => {
  const request = { method: "fixed-risk", equity: 100_000, riskFraction: 0.01, price: 50, stop: 49.5, lot: 1 } as const;

  it("is the sizing rule's own answer without a limit, and at most what a position may be worth with one", () => {
    expect(new RiskManager().calculatePositionSize(request)).toMatchObject({ quantity: 2000, isClipped: false });
    const manager = new RiskManager({ maxPositionSize: 0.1 });
    expect(manager.calculatePositionSize(request)).toMatchObject({ quantity: 200, isClipped: true });
    const volatile = {
      method: "volatility-target",
      targetVolatility: 0.1,
      volatility: 0.2,
      equity: 1000,
      price: 10,
    } as const;
    expect(new RiskManager().calculatePositionSize(volatile)).toMatchObject({ quantity: 50 });
    expect(manager.calculatePositionSize(volatile)).toMatchObject({ quantity: 10, isClipped: true });
  });

  it("takes the smaller one of the request's own exposure and the limit, Kelly's 1 among them", () => {
    const even = {
      method: "kelly",
      winProbability: 0.9,
      winPerUnit: 10,
      lossPerUnit: 1,
      equity: 1000,
      price: 10,
    } as const;
    expect(new RiskManager({ maxPositionSize: 5 }).calculatePositionSize({ ...even, maxExposure: 0.2 })).toMatchObject({
      quantity: 20,
    });
    expect(new RiskManager({ maxPositionSize: 0.5 }).calculatePositionSize(even)).toMatchObject({ quantity: 50 });
  });

  it("sizes one asset of Kelly's portfolio", () => {
    // Uncorrelated: means over variances, 0.02 / 0.04 = 0.5 and 0.01 / 0.01 = 1.
    const kelly = {
      method: "kelly-portfolio",
      means: [0.02, 0.01],
      covariance: [
        [0.04, 0],
        [0, 0.01],
      ],
    } as const;
    const sized = (asset: number) =>
      new RiskManager().calculatePositionSize({ ...kelly, asset, equity: 1000, price: 10 });
    expect(sized(0)).toMatchObject({ quantity: expect.closeTo(50, 9) });
    expect(sized(1)).toMatchObject({ quantity: expect.closeTo(100, 9) });
  });

  it("names the nearest sizing method", () => {
    const sized = () =>
      new RiskManager({ maxPositionSize: 1 }).calculatePositionSize({ method: "fixed-risc" } as never);
    expect(thrown(sized).message).toContain('Did you mean "fixed-risk"?');
  });
});
