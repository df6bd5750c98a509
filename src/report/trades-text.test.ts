import { describe, expect, it } from "vitest";
import { runRecord } from "../../test/support/run-detail.ts";
import type { RunRecord } from "../run/run-record.ts";
import { createTradeColumns, EXIT_REASONS, type ExitReason } from "../trading/trade-columns.ts";
import { excursionsText, tradesText } from "./trades-text.ts";

function tradesOf(...rows: readonly (readonly [side: number, reason: ExitReason])[]) {
  const trades = createTradeColumns("X", rows.length);
  trades.side.set(rows.map(([side]) => side));
  trades.exitReason.set(rows.map(([, reason]) => EXIT_REASONS.indexOf(reason)));
  return trades;
}

describe("tradesText", () => {
  const trades = tradesOf([1, "signal"], [1, "stop-loss"], [-1, "signal"], [1, "open"]);

  it("counts sides and ways out", () => {
    expect(tradesText({ trades, record: runRecord("A") })).toBe("3 long, 1 short; left by 2 signal, 1 stop-loss");
    expect(tradesText({ trades: tradesOf([1, "open"]), record: runRecord("A") })).toBe("1 long, 0 short");
    expect(tradesText({ trades: tradesOf(), record: runRecord("A") })).toBe("");
  });

  it("says what hangs on the order of prices", () => {
    const { guards } = runRecord("A");
    const ambiguousTrades = { count: 1, share: 1 / 3, pnlRange: [-120, 35.5] } as const;
    const record: RunRecord = runRecord("A", { guards: { ...guards, ambiguousTrades } });
    expect(tradesText({ trades, record })).toBe(
      "3 long, 1 short; left by 2 signal, 1 stop-loss; 1 outcome up to the order of prices inside a bar (P&L -120.00 to +35.50)",
    );
  });
});

describe("excursionsText", () => {
  it("says how far trades went, and nothing of runs that didn't measure it", () => {
    const metrics = { averageMae: -0.012, averageMfe: 0.024, edgeRatio: 2, winnersMae: -0.021 };
    expect(excursionsText(runRecord("A", { metrics }))).toBe(
      "MAE -1.20% and MFE +2.40% on average (edge ratio 2.00); 9 in 10 winners within -2.10%",
    );
    expect(excursionsText(runRecord("A", { metrics: { ...metrics, winnersMae: null, edgeRatio: null } }))).toBe(
      "MAE -1.20% and MFE +2.40% on average",
    );
    expect(excursionsText(runRecord("A"))).toBe("");
  });
});
