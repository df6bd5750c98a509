import type { Json } from "../../core/canonical-json.ts";
import { BacksightError } from "../../core/errors.ts";
import type { ParquetCodec } from "../../data/formats/parquet/parquet-codecs.ts";
import { isoTime } from "../../market/iso-time.ts";
import { type ImportedData, importData } from "../../project/import-data.ts";
import { loadBars } from "../../project/load-bars.ts";
import { barsDocument } from "../../report/bars-document.ts";
import { renderBars } from "../../report/bars-summary.ts";
import { formatCounted } from "../../report/format.ts";
import { visibleLine } from "../../report/visible-text.ts";
import { newCommand, newGroup } from "../new-command.ts";
import { printJson, terminal } from "../print.ts";
import { progressLine } from "../progress-line.ts";

interface DataOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const ADDRESS = [
  "<address>",
  "csv:path?symbol=&tz=&timeframe=&calendar=, parquet:path, synthetic:model, or a path",
] as const;
const QUIET = ["--quiet", "no progress"] as const;
const SHOWN_ROWS = 3;
const MOST_ROWS = 1000;

/** The packings that this command offers, by the names that people give them. */
const CODECS: Readonly<Record<string, ParquetCodec>> = {
  zstd: "ZSTD",
  snappy: "SNAPPY",
  gzip: "GZIP",
  none: "UNCOMPRESSED",
};

const importCommand = newCommand("import", "writes prices from any address to a Parquet file")
  .argument(...ADDRESS)
  .requiredOption("--out <file>", "the file to write, such as prices.parquet; replaced if it is there")
  .option("--codec <name>", `how it is packed: ${Object.keys(CODECS).join(", ")} (zstd)`)
  .option(...QUIET)
  .action(async (address: string, options: DataOptions & { out: string; codec?: string }) => {
    const codec = readCodec(options.codec);
    const imported = await withProgress(options, (onProgress) =>
      importData(address, options.out, { onProgress, codec }),
    );
    if (options.json === true) printJson({ import: importDocument(imported) });
    else process.stdout.write(`${importText(imported)}\n`);
  });

const show = newCommand("show", "what an address holds: range, sessions, missing bars, notes, first and last bars")
  .argument(...ADDRESS)
  .option("--rows <count>", `how many bars of its start and of its end (${SHOWN_ROWS})`)
  .option(...QUIET)
  .action(async (address: string, options: DataOptions & { rows?: string }) => {
    const rows = readRows(options.rows);
    const bars = await withProgress(options, (onProgress) => loadBars(address, { onProgress }));
    if (options.json === true) printJson({ data: barsDocument(bars, rows) });
    else process.stdout.write(`${renderBars(bars, terminal().width, rows)}\n`);
  });

export const command = newGroup("data", "prices: import, show").addCommand(importCommand).addCommand(show);

async function withProgress<T>(
  { quiet = false }: DataOptions,
  work: (onProgress: ReturnType<typeof progressLine>["onProgress"]) => Promise<T>,
): Promise<T> {
  const progress = progressLine(quiet);
  try {
    return await work(progress.onProgress);
  } finally {
    progress.end();
  }
}

function importText({
  path,
  bytes,
  length,
  instrument,
  timeframe,
  start,
  end,
  isSynthetic,
  notes,
}: ImportedData): string {
  const range = `${isoTime(start)} to ${isoTime(end)}`;
  const kind = isSynthetic ? " SYNTHETIC" : "";
  return [
    `${path}: ${instrument.symbol} ${timeframe.label}${kind}, ${formatCounted(length, "bar")}, ${range}, ${(bytes / 1e6).toFixed(1)} MB`,
    ...notes.map((note) => `  note: ${note}`),
  ]
    .map((line) => line.replace(/\S.*/, visibleLine))
    .join("\n");
}

function importDocument(imported: ImportedData): Json {
  const { path, bytes, length, instrument, timeframe, calendar, start, end } = imported;
  return {
    path,
    bytes,
    symbol: instrument.symbol,
    timeframe: timeframe.label,
    calendar: calendar.id,
    bars: length,
    start: isoTime(start),
    end: isoTime(end),
    adjustment: imported.adjustment,
    ticksPerUnit: imported.ticksPerUnit,
    isSynthetic: imported.isSynthetic,
    source: imported.source,
    notes: imported.notes,
  };
}

function readCodec(text: string | undefined): ParquetCodec | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(CODECS, text)) return CODECS[text];
  const rule = `one of ${Object.keys(CODECS).join(", ")}`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "codec", rule, value: text });
}

function readRows(text: string | undefined): number {
  if (text === undefined) return SHOWN_ROWS;
  if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_ROWS) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "rows", rule: `a whole number to ${MOST_ROWS}`, value: text });
}
