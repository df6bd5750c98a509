import { describe, expect, it } from "vitest";
import { runDetail } from "../../test/support/run-detail.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { createTradeColumns, EXIT_REASONS, OPEN_TRADE } from "../trading/trade-columns.ts";
import { rowLabels } from "./row-labels.ts";
import { tradeRows } from "./trade-rows.ts";

const DAY = 86_400_000;

describe("tradeRows", () => {
  // Rows close at 10, 20 and 30.
  const curve = { ...runDetail("x", { rows: 3 }).curve, time: Float64Array.of(10, 20, 30) };
  const trades = createTradeColumns("X", 2);
  trades.entryTime.set([0, 10]);
  trades.exitTime.set([20, 30]);
  trades.exitReason.set([EXIT_REASONS.indexOf("signal"), OPEN_TRADE]);

  it("puts a fill at an open into the row that closes after it", () => {
    // An open at 10 belongs to the row that closes at 20; a trade still open is marked at its row's close.
    expect(tradeRows(trades, curve, true)).toEqual({ entry: Int32Array.of(0, 1), exit: Int32Array.of(2, 2) });
  });

  it("puts a fill at a close into the row that closes then", () => {
    expect(tradeRows(trades, curve, false)).toEqual({ entry: Int32Array.of(0, 0), exit: Int32Array.of(1, 2) });
  });
});

/** Two round-the-clock days whose closes are the next midnights, and a trade that lasts from the first open to the end. */
function midnightRun(): RunDetail {
  const detail = runDetail("x", { rows: 2, trades: 1 });
  const day = Int32Array.of(19_000, 19_001);
  detail.trades.entryTime[0] = 19_000 * DAY;
  detail.trades.exitTime[0] = 19_002 * DAY;
  detail.trades.exitReason[0] = OPEN_TRADE;
  return {
    ...detail,
    curve: { ...detail.curve, time: Float64Array.of(19_001 * DAY, 19_002 * DAY) },
    sessions: { ...detail.sessions, day },
  };
}

describe("rowLabels", () => {
  it("dates a daily row by its session, not by the midnight that ends it", () => {
    const labels = rowLabels(midnightRun());
    // Day 19,000 is 2022-01-08.
    expect([labels.row(0), labels.row(1)]).toEqual(["2022-01-08", "2022-01-09"]);
    expect([labels.entry(0), labels.exit(0)]).toEqual(["2022-01-08", "2022-01-09"]);
  });

  it("dates intraday rows and fills to the minute", () => {
    const detail = runDetailFixture({ sessions: 4, barsPerSession: 13, timeframe: "30m", trades: 2 });
    const labels = rowLabels(detail);
    // 2012-01-03, 14:30 to 15:00 UTC.
    expect(labels.isDaily).toBe(false);
    expect(labels.row(0)).toBe("2012-01-03 15:00");
    expect(labels.entry(0)).toBe(new Date(detail.trades.entryTime[0]!).toISOString().slice(0, 16).replace("T", " "));
  });
});
