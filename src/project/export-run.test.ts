import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { readColumnsParquet } from "../data/formats/parquet/read-columns-parquet.ts";
import type { ColumnValues } from "../data/formats/parquet/table-columns.ts";
import { instrument } from "../market/instrument.ts";
import { isoTime } from "../market/iso-time.ts";
import { csvText } from "../report/csv-text.ts";
import { type Cell, type DataTable, equityTable, orderTable, tableJson, tradeTable } from "../report/data-table.ts";
import { fillTable } from "../report/fill-table.ts";
import { renderJson } from "../report/json-report.ts";
import { metricTable } from "../report/metric-table.ts";
import { nodeParquetCodecs as codecs } from "../sources/file/node-parquet-codecs.ts";
import type { FillColumns } from "../trading/fills/fill-columns.ts";
import type { OrderColumns } from "../trading/orders/order-columns.ts";
import { exportPlan } from "./export-plan.ts";
import { exportRun } from "./export-run.ts";

const detail = runDetailFixture({ sessions: 60, trades: 5 });
const orders: OrderColumns = {
  length: 1,
  decisionBar: Int32Array.of(3),
  side: Int8Array.of(1),
  quantity: Float64Array.of(2.5),
  status: Uint8Array.of(0),
  reason: Uint8Array.of(255),
};

const fills: FillColumns = {
  length: 2,
  bar: Int32Array.of(3, 9),
  phase: Uint8Array.of(0, 1),
  // 2024-01-02T14:30:00Z and five days later.
  time: Float64Array.of(1_704_205_800_000, 1_704_637_800_000),
  side: Int8Array.of(1, -1),
  quantity: Float64Array.of(2.5, 2.5),
  price: Float64Array.of(100.05, 98),
  reference: Float64Array.of(100, 98.049),
  commission: Float64Array.of(0.25, 0.245),
  slippage: Float64Array.of(0.125, 0.1225),
  spread: Float64Array.of(0.025, 0.02),
  impact: Float64Array.of(0, 0),
  taxes: Float64Array.of(0, 0.01),
  exitReason: Uint8Array.of(255, 1),
};
const unstored = [{ instrument: instrument("X"), orders, fills }];

describe("exportPlan", () => {
  const described = (...args: Parameters<typeof exportPlan>) => {
    const { format, isFolder, files } = exportPlan(...args);
    return `${format} ${isFolder ? "folder" : "file"} ${files.map(({ what, path }) => `${what}=${path}`).join(" ")}`;
  };

  it.each<[Parameters<typeof exportPlan>, string]>([
    [["a/t.csv", undefined, undefined], "csv file trades=a/t.csv"],
    [["T.JSON", undefined, undefined], "json file run=T.JSON"],
    [["t.parquet", undefined, "parquet"], "parquet file trades=t.parquet"],
    [["x.csv", "orders", undefined], "csv file orders=x.csv"],
    [["x.json", "metrics", "json"], "json file metrics=x.json"],
    [["out.v1", "fills, trades,fills", "csv"], "csv folder fills=out.v1/fills.csv trades=out.v1/trades.csv"],
    [
      ["out", undefined, "parquet"],
      "parquet folder trades=out/trades.parquet equity=out/equity.parquet orders=out/orders.parquet fills=out/fills.parquet metrics=out/metrics.parquet",
    ],
  ])("%j", (args, plan) => {
    expect(described(...args)).toBe(plan);
  });

  it.each<[Parameters<typeof exportPlan>, string, string]>([
    [
      ["x.txt", undefined, undefined],
      "BACKSIGHT_OPTION_UNKNOWN",
      "Known: .csv, .json, .parquet; a folder with --format.",
    ],
    [["x.csv.gz", undefined, undefined], "BACKSIGHT_OPTION_UNKNOWN", 'unknown export ending ".gz".'],
    [["csv", undefined, undefined], "BACKSIGHT_OPTION_UNKNOWN", 'unknown export ending "csv".'],
    [["x.csv", "trads", undefined], "BACKSIGHT_OPTION_UNKNOWN", 'Did you mean "trades"?'],
    [["x", "trades,", "csv"], "BACKSIGHT_OPTION_UNKNOWN", 'unknown value for --what "".'],
    [["x", undefined, "parket"], "BACKSIGHT_OPTION_UNKNOWN", 'Did you mean "parquet"?'],
    [["x.csv", undefined, "json"], "BACKSIGHT_USAGE", "--out x.csv ends in .csv, --format is json."],
    [
      ["x.csv", "trades,equity", undefined],
      "BACKSIGHT_USAGE",
      "--what trades,equity names 2 parts, --out x.csv one file.",
    ],
  ])("refuses %j", (args, code, message) => {
    const error = thrown(() => exportPlan(...args));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

describe("exportRun", () => {
  it.each<[string, string | undefined, string, number]>([
    ["run.json", undefined, renderJson(detail), detail.trades.length],
    ["deep/trades.csv", "trades", csvText(tradeTable(detail)), detail.trades.length],
    ["trades.json", "trades", tableJson(tradeTable(detail)), detail.trades.length],
    ["equity.CSV", "equity", csvText(equityTable(detail)), 60],
    ["orders.csv", "orders", csvText(orderTable(orders)), 1],
    ["fills.csv", "fills", csvText(fillTable(fills)), 2],
    ["metrics.csv", "metrics", csvText(metricTable(detail.record)), Object.keys(detail.record.metrics).length],
  ])("%s holds the %s", async (name, what, content, rows) => {
    const path = join(temporaryFolder(), name);
    const files = await exportRun(detail, exportPlan(path, what, undefined), unstored);
    expect(files).toEqual([{ what: what ?? "run", path, rows }]);
    expect(readFileSync(path, "utf8")).toBe(content);
    expect(rows).toBeGreaterThan(0);
  });

  it.each(["60 sessions", "no trade"])("a folder of Parquet files holds what the CSV files do: %s", async (kind) => {
    const run = kind === "no trade" ? runDetailFixture({ sessions: 3, trades: 0 }) : detail;
    const folder = join(temporaryFolder(), "out");
    const files = await exportRun(run, exportPlan(folder, undefined, "parquet"), unstored);
    expect(files.map(({ what }) => what)).toEqual(["trades", "equity", "orders", "fills", "metrics"]);
    const tables: DataTable[] = [
      tradeTable(run),
      equityTable(run),
      orderTable(orders),
      fillTable(fills),
      metricTable(run.record),
    ];
    for (const [i, { path, rows }] of files.entries()) {
      const { columns, values, texts, length } = await readColumnsParquet(readFileSync(path), { codecs });
      expect(texts.get("backsight.run")).toBe(run.record.id);
      expect(length).toBe(rows);
      expect(columns.map(({ name }) => name)).toEqual(tables[i]!.columns);
      const back = columns.map(({ name, type }) => cellsOf(type, values.get(name)!));
      expect(Array.from({ length }, (_, row) => back.map((cells) => cells[row]))).toEqual(tables[i]!.rows);
    }
  });

  it("fails in one typed error where it can't write, and leaves what was there", async () => {
    const folder = temporaryFolder();
    await exportRun(detail, exportPlan(join(folder, "t.csv"), "trades", undefined));
    const before = listing(folder);
    for (const plan of [
      exportPlan(join(folder, "t.csv/e.csv"), "equity", undefined),
      exportPlan(join(folder, "t.csv/below"), "equity", "parquet"),
    ]) {
      await expect(exportRun(detail, plan)).rejects.toMatchObject({ code: "BACKSIGHT_FILE_WRITE" });
    }
    expect(listing(folder)).toEqual(before);
  });
});

/** Values of a file as the cells that they were made from. */
function cellsOf(type: string, values: ColumnValues): Cell[] {
  const DAY = 86_400_000;
  return Array.from(values as ArrayLike<Cell>, (value) => {
    if (type === "timestamp") return isoTime(value as number);
    if (type === "date") return new Date((value as number) * DAY).toISOString().slice(0, 10);
    if (type === "boolean") return value === 1;
    return Number.isNaN(value) ? null : value;
  });
}
