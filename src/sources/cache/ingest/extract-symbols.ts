import { join } from "node:path";
import { throwIfCancelled } from "../../../core/cancellation.ts";
import type { FetchContext } from "../../../data/market-data/data-source.ts";
import type { ExtractSymbolsRequest, IngestPorts } from "../market-ingest.ts";
import type { Coverage, Segment } from "../segment.ts";
import { encodeSegment } from "../segment-file.ts";
import type { TimeRange } from "../time-ranges.ts";
import type { ChosenRuns } from "./chosen-runs.ts";
import { DAY_COLUMNS } from "./day-columns.ts";
import { DayFileReader } from "./day-file-reader.ts";
import { FileBatch } from "./file-batch.ts";
import { rowsOfSymbol } from "./rows-of-symbol.ts";
import { stretchesOfDays } from "./stretches-of-days.ts";
import { SymbolColumns } from "./symbol-columns.ts";

/** Rows that are in memory at once, whatever the number of days and symbols; one symbol alone may have more. */
const ROWS_AT_ONCE = 2_000_000;

/**
 * Takes symbols out of whole-market days, many at a time, as many as fit into memory together: each day is opened once
 * for each such group, of its blocks only those are read that hold some of it. For each symbol one file for each stretch
 * of days; what was done for a group is committed before the next.
 *
 * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_WRITE, BACKSIGHT_CANCELLED, what the commit throws
 */
export async function extractSymbols(
  request: ExtractSymbolsRequest,
  ports: IngestPorts,
  context: FetchContext,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  const [first] = request.symbols;
  if (first === undefined) return;
  const { calendar } = request.source.factsOf(first);
  const symbols = [...new Set(request.symbols)].sort();
  for (const days of stretchesOfDays(request.days, calendar, request.dataset)) {
    const stored = days.map((day) => {
      throwIfCancelled(context.signal);
      return readerOf(day, ports).choose(symbols);
    });
    const rows = new Uint32Array(symbols.length);
    for (const day of stored) day.countInto(rows);
    const range = { from: days[0]!.from, to: days.at(-1)!.to };
    let done = 0;
    while (done < symbols.length) {
      throwIfCancelled(context.signal);
      const end = groupEnd(rows, done, rowsAtOnce);
      await extractGroup(request, { symbols, rows, begin: done, end }, stored, range, ports, context);
      done = end;
      context.onProgress?.({ task: "taking symbols out of market days", done, total: symbols.length, unit: "steps" });
    }
  }
}

/** Symbols that are taken out together. */
interface Group {
  readonly symbols: readonly string[];
  /** How many rows each of the symbols has in all days. */
  readonly rows: Uint32Array;
  /** The group's first symbol, and the one behind its last. */
  readonly begin: number;
  readonly end: number;
}

function groupEnd(rows: Uint32Array, start: number, rowsAtOnce: number): number {
  let sum = rows[start]!;
  let end = start + 1;
  while (end < rows.length && sum + rows[end]! <= rowsAtOnce) sum += rows[end++]!;
  return end;
}

async function extractGroup(
  request: ExtractSymbolsRequest,
  { symbols, rows, begin, end }: Group,
  days: readonly ChosenRuns[],
  range: TimeRange,
  { folder, commit, key = null }: IngestPorts,
  { signal }: FetchContext,
): Promise<void> {
  const columns: (SymbolColumns | undefined)[] = [];
  for (let k = begin; k < end; k++) columns.push(new SymbolColumns(DAY_COLUMNS[request.dataset], rows[k]!));
  for (const day of days) {
    throwIfCancelled(signal);
    await day.read(begin, end, (k, dayRows, start, stop) => columns[k - begin]!.add(dayRows, start, stop));
  }
  const { source, dataset, timeframe } = request;
  const batch = new FileBatch();
  const segments: Segment[] = [];
  const coverage: Coverage[] = [];
  try {
    for (let k = begin; k < end; k++) {
      throwIfCancelled(signal);
      const symbol = symbols[k]!;
      const series = { source: source.id, dataset, symbol, timeframe: timeframe?.label ?? null, ...range, basis: "" };
      coverage.push(series);
      if (rows[k] === 0) continue;
      const data = rowsOfSymbol(
        dataset,
        symbol,
        columns[k - begin]!.rows(),
        timeframe,
        source.factsOf(symbol).calendar,
      );
      // What is in rows needn't stay in columns, too.
      columns[k - begin] = undefined;
      const { segment, bytes } = await encodeSegment({ ...series, adjustment: "raw" }, data, key);
      segments.push(segment);
      await batch.add(join(folder, segment.path), bytes);
    }
    await batch.finish();
    commit({ segments, coverage });
    batch.keep();
  } finally {
    await batch.abandon();
  }
}

function readerOf({ path, bytes, dataset }: Segment, { folder, key = null }: IngestPorts): DayFileReader {
  return new DayFileReader(join(folder, path), path, bytes, dataset, key);
}
