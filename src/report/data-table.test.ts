import { describe, expect, it } from "vitest";
import { emptyRunDetailFixture, runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import type { OrderColumns } from "../trading/orders/order-columns.ts";
import { equityTable, orderTable, tableJson, tradeTable } from "./data-table.ts";
import { orderDocument } from "./order-document.ts";
import { rowLabels } from "./row-labels.ts";
import { tradeDocument } from "./trade-document.ts";

const daily = runDetailFixture({ sessions: 60, trades: 5 });
const intraday = runDetailFixture({ sessions: 4, barsPerSession: 10, timeframe: "30m", trades: 5 });

describe("tables for other programs", () => {
  it("hold every fact of the trade documents, under the same names", () => {
    for (const detail of [daily, intraday]) {
      const { trades } = detail;
      expect(trades.length).toBeGreaterThan(0);
      const labels = rowLabels(detail);
      const documents = Array.from({ length: trades.length }, (_, i) => tradeDocument(trades, i, labels));
      expect(JSON.parse(tableJson(tradeTable(detail)))).toEqual(documents);
      expect(tradeTable(detail).columns).toEqual(Object.keys(documents[0] as object));
    }
    expect(tradeTable(daily).columns).toContain("entrySession");
    expect(tradeTable(intraday).columns).not.toContain("entrySession");
  });

  it("have their columns where there is no trade", () => {
    const table = tradeTable(emptyRunDetailFixture());
    expect(table.rows).toEqual([]);
    expect(table.columns).toEqual(tradeTable(daily).columns);
    expect(tableJson(table)).toBe("[]\n");
  });

  it("hold equity by session, null without a benchmark", () => {
    const { sessions } = daily;
    const { columns, rows } = equityTable(daily);
    expect(columns).toEqual(["session", "equity", "benchmark"]);
    expect(rows.length).toBe(60);
    expect(rows[0]).toEqual([dateOfDay(sessions.day[0]!), sessions.equity[0], sessions.benchmark[0]]);
    expect(equityTable(runDetailFixture({ sessions: 3, hasBenchmark: false })).rows[0]![2]).toBeNull();
  });

  it("hold every order with its reason", () => {
    const orders: OrderColumns = {
      length: 2,
      decisionBar: Int32Array.of(3, 9),
      side: Int8Array.of(1, -1),
      quantity: Float64Array.of(2.5, NaN),
      status: Uint8Array.of(0, 3),
      reason: Uint8Array.of(255, 8),
    };
    const table = orderTable(orders);
    expect(table.rows).toEqual([
      [3, "buy", 2.5, "filled", null],
      [9, "sell", null, "expired", "last-bar"],
    ]);
    expect(JSON.parse(tableJson(table))).toEqual(orderDocument(orders));
  });
});
