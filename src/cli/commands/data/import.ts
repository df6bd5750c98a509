import type { Json } from "../../../core/canonical-json.ts";
import { BacksightError } from "../../../core/errors.ts";
import type { ParquetCodec } from "../../../data/formats/parquet/parquet-codecs.ts";
import { isoTime } from "../../../market/iso-time.ts";
import { type ImportedData, importData } from "../../../project/import-data.ts";
import { formatCounted } from "../../../report/format.ts";
import { visibleLine } from "../../../report/visible-text.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { ADDRESS, type DataOptions, QUIET, withProgress } from "./data-options.ts";

/** The packings that this command offers, by the names that people give them. */
const CODECS: Readonly<Record<string, ParquetCodec>> = {
  zstd: "ZSTD",
  snappy: "SNAPPY",
  gzip: "GZIP",
  none: "UNCOMPRESSED",
};

export const importCommand = newCommand("import", "writes prices from any address to a Parquet file")
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
