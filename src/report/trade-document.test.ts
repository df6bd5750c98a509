import { describe, expect, it } from "vitest";
import { runDetail } from "../../test/support/run-detail.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { instrument } from "../market/instrument.ts";
import { FillRecorder } from "../trading/fills/fill-columns.ts";
import { NO_REASON, NOT_FILLED_CODES, ORDER_STATUSES } from "../trading/orders/order-columns.ts";
import { renderJson } from "./json-report.ts";
import { orderDocument } from "./order-document.ts";
import { rowLabels } from "./row-labels.ts";
import { runDocument } from "./run-document.ts";
import { tradeDocument } from "./trade-document.ts";

const ORDERS = {
  length: 2,
  decisionBar: Int32Array.of(4, 9),
  side: Int8Array.of(1, -1),
  quantity: Float64Array.of(10, NaN),
  status: Uint8Array.of(ORDER_STATUSES.indexOf("filled"), ORDER_STATUSES.indexOf("expired")),
  reason: Uint8Array.of(NO_REASON, NOT_FILLED_CODES.indexOf("last-bar")),
};

const BOOKS = [{ instrument: instrument("X"), orders: ORDERS, fills: new FillRecorder().columns() }];

describe("tradeDocument", () => {
  it("is a trade as plain JSON, with sessions where bars are days", () => {
    const detail = runDetailFixture({ sessions: 60, trades: 3 });
    const { trades } = detail;
    trades.pnl[0] = NaN;
    trades.mae[0] = -0.0125;
    trades.mfe[0] = NaN;
    const labels = rowLabels(detail);
    expect(tradeDocument(trades, 0, labels)).toMatchObject({
      symbol: "ACME",
      side: "long",
      entryTime: new Date(trades.entryTime[0]!).toISOString().replace(".000Z", "Z"),
      entrySession: labels.entry(0),
      entryPrice: trades.entryPrice[0],
      pnl: null,
      mae: -0.0125,
      mfe: null,
      isAmbiguous: false,
    });
    const intraday = runDetailFixture({ sessions: 3, barsPerSession: 13, timeframe: "30m", trades: 1 });
    expect(tradeDocument(intraday.trades, 0, rowLabels(intraday))).not.toHaveProperty("entrySession");
  });
});

describe("orderDocument", () => {
  it("names what became of each order", () => {
    expect(orderDocument(ORDERS)).toEqual([
      { decisionBar: 4, side: "buy", quantity: 10, status: "filled", reason: null },
      { decisionBar: 9, side: "sell", quantity: null, status: "expired", reason: "last-bar" },
    ]);
  });
});

describe("runDocument", () => {
  it("holds the first thousand trades, and all of them when asked", () => {
    const detail = runDetail("x", { trades: 1001 });
    expect(runDocument(detail)).toMatchObject({ tradesTruncated: 1001 });
    const tradesOf = (document: unknown) => (document as { trades: unknown[] }).trades.length;
    expect(tradesOf(runDocument(detail))).toBe(1000);
    expect(tradesOf(runDocument(detail, ["trades"]))).toBe(1001);
    expect(runDocument(detail, ["trades"])).not.toHaveProperty("tradesTruncated");
  });

  it("adds equity and orders when asked, and is plain JSON", () => {
    const detail = runDetail("x", { rows: 2 });
    detail.sessions.equity[1] = NaN;
    detail.sessions.benchmark.fill(NaN);
    const document = runDocument(detail, ["equity", "orders"], BOOKS);
    expect(document).toMatchObject({
      run: { id: "x", strategy: "sma-cross", params: { fast: 10 }, data: { address: "synthetic:gbm?seed=7" } },
      equity: [
        // Day 19,000 is 2022-01-08.
        { session: "2022-01-08", equity: detail.sessions.equity[0], benchmark: null },
        { session: "2022-01-09", equity: null, benchmark: null },
      ],
      orders: [{ side: "buy" }, { side: "sell" }],
    });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(runDocument(detail)).not.toHaveProperty("equity");
    expect(runDocument(detail, ["orders"])).not.toHaveProperty("orders");
  });
});

describe("renderJson", () => {
  it("holds the run in full, with null for what JSON can't hold", () => {
    const detail = runDetailFixture({ sessions: 40, trades: 3, hasBenchmark: false });
    const document = JSON.parse(renderJson(detail)) as Record<string, never>;
    expect(document.record).toEqual(JSON.parse(JSON.stringify(detail.record)));
    expect(document.curve).toMatchObject({
      equity: [...detail.curve.equity],
      benchmark: Array.from({ length: 40 }, () => null),
    });
    expect(document.trades).toHaveLength(detail.trades.length);
    expect(document.sessions).toMatchObject({
      session: { 0: "2012-01-03", length: 40 },
      equity: [...detail.sessions.equity],
    });
  });
});
