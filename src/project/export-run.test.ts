import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { csvText } from "../report/csv-text.ts";
import { equityTable, orderTable, tableJson, tradeTable } from "../report/data-table.ts";
import { renderJson } from "../report/json-report.ts";
import type { OrderColumns } from "../trading/orders/order-columns.ts";
import { type ExportScope, exportRun, exportScope } from "./export-run.ts";

const detail = runDetailFixture({ sessions: 60, trades: 5 });
const orders: OrderColumns = {
  length: 1,
  decisionBar: Int32Array.of(3),
  side: Int8Array.of(1),
  quantity: Float64Array.of(2.5),
  status: Uint8Array.of(0),
  reason: Uint8Array.of(255),
};

describe("exportScope", () => {
  it("is the part that is named, else what suits the ending", () => {
    expect(exportScope("a/t.csv", undefined)).toBe("trades");
    expect(exportScope("T.JSON", undefined)).toBe("run");
    for (const part of ["trades", "equity", "orders"] as const) {
      expect(exportScope("x.csv", part)).toBe(part);
      expect(exportScope("x.json", part)).toBe(part);
    }
  });

  it("refuses other endings and parts", () => {
    for (const path of ["x.parquet", "x.txt", "x", "csv", "x.csv.gz"]) {
      const error = thrown(() => exportScope(path, undefined));
      expect(error.code).toBe("BACKSIGHT_OPTION_UNKNOWN");
      expect(error.message).toContain("Known: .csv, .json.");
    }
    expect(thrown(() => exportScope("x.csv", "trads")).message).toContain('Did you mean "trades"?');
  });
});

describe("exportRun", () => {
  it.each<[string, ExportScope, string, number]>([
    ["run.json", "run", renderJson(detail), detail.trades.length],
    ["deep/trades.csv", "trades", csvText(tradeTable(detail)), detail.trades.length],
    ["trades.json", "trades", tableJson(tradeTable(detail)), detail.trades.length],
    ["equity.CSV", "equity", csvText(equityTable(detail)), 60],
    ["orders.csv", "orders", csvText(orderTable(orders)), 1],
  ])("%s holds the %s", async (name, scope, content, rows) => {
    const folder = temporaryFolder();
    expect(await exportRun(detail, join(folder, name), scope, orders)).toBe(rows);
    expect(readFileSync(join(folder, name), "utf8")).toBe(content);
    expect(rows).toBeGreaterThan(0);
  });

  it("fails in one typed error where it can't write, and leaves what was there", async () => {
    const folder = temporaryFolder();
    await exportRun(detail, join(folder, "t.csv"), "trades");
    const before = listing(folder);
    await expect(exportRun(detail, join(folder, "t.csv/e.csv"), "equity")).rejects.toMatchObject({
      code: "BACKSIGHT_FILE_WRITE",
    });
    expect(listing(folder)).toEqual(before);
  });
});
