import { BacksightError } from "../../core/errors.ts";
import { growableFloat64 } from "../../core/growable-column.ts";
import { separatorOf, splitLine } from "../formats/csv/csv-header.ts";
import { LineNumbers } from "../formats/csv/line-numbers.ts";
import { TimeColumn } from "../formats/csv/time-column.ts";
import { WholeLines } from "../formats/csv/whole-lines.ts";
import { cellNumber } from "./cell-number.ts";
import { type SignalRole, type SignalsLayout, signalsLayout } from "./signal-roles.ts";
import { layoutNotes, type SignalsTable } from "./signals-table.ts";

/**
 * The signals in a CSV file, such as `frame.to_csv` writes: the first line names the columns, see `signalsLayout`.
 * Every refusal names the line, from 1.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_BINARY, BACKSIGHT_FILE_EMPTY, BACKSIGHT_FILE_READ, BACKSIGHT_SIGNALS_COLUMN,
 * BACKSIGHT_CSV_ROW, BACKSIGHT_CSV_TIME, and what the chunks throw
 */
export async function readSignalsCsv(chunks: AsyncIterable<Uint8Array>, path: string): Promise<SignalsTable> {
  const rows = new SignalRows(path);
  const lines = new WholeLines(path, rows.readLines);
  for await (const chunk of chunks) lines.push(chunk);
  lines.finish();
  return rows.finish();
}

class SignalRows {
  private readonly path: string;
  private readonly decoder = new TextDecoder();
  private readonly encoder = new TextEncoder();
  private readonly times = new TimeColumn();
  private readonly lines = new LineNumbers();
  private readonly symbols: string[] = [];
  private readonly values = new Map<SignalRole, ReturnType<typeof growableFloat64>>();
  private layout: SignalsLayout | undefined;
  private names: readonly string[] = [];
  private separator = ",";
  private line = 0;

  constructor(path: string) {
    this.path = path;
  }

  readonly readLines = (bytes: Uint8Array, start: number, end: number): void => {
    const text = this.decoder.decode(bytes.subarray(start, end));
    const lines = text.split(/\r\n|\n|\r/);
    // What follows the last end of a line is no line.
    if (lines.at(-1) === "") lines.pop();
    for (const line of lines) {
      this.line++;
      if (line.trim() === "") continue;
      if (this.layout === undefined) this.readHeader(line);
      else this.readRow(line, this.layout);
    }
  };

  finish(): SignalsTable {
    const { path, lines, layout, names, symbols } = this;
    if (layout === undefined) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "text" });
    if (lines.length === 0) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "row of signals" });
    const times = this.times.finish((row, value) => this.refuseTime(lines.lineOf(row), value));
    const columns = [...layout.signals].map(([role, place]) => {
      return [role, { name: names[place]!, values: this.values.get(role)!.toArray() }] as const;
    });
    return {
      path,
      length: lines.length,
      rows: {
        noun: "line",
        numberOf: (row) => lines.lineOf(row),
        refuse: (row, problem) => this.refuse(lines.lineOf(row), problem),
      },
      times,
      symbols: layout.symbol === undefined ? null : symbols,
      columns: new Map(columns),
      notes: layoutNotes(layout, names),
    };
  }

  private readHeader(line: string): void {
    const { path } = this;
    this.separator = separatorOf(line);
    this.names = splitLine(line, this.separator);
    this.layout = signalsLayout(this.names, undefined, (problem, hint = "") => {
      const columns = this.names.join(", ");
      throw new BacksightError("BACKSIGHT_SIGNALS_COLUMN", { path, problem, columns, hint });
    });
    for (const role of this.layout.signals.keys()) this.values.set(role, growableFloat64());
  }

  private readRow(line: string, { time, symbol, signals }: SignalsLayout): void {
    const { names, separator } = this;
    const cells = splitLine(line, separator);
    if (cells.length !== names.length) {
      this.refuse(this.line, `it has ${cells.length} fields, the header has ${names.length}`);
    }
    const at = cells[time]!;
    const bytes = this.encoder.encode(at);
    if (at === "") this.refuse(this.line, "it has no time");
    if (!this.times.append(bytes, 0, bytes.length)) this.refuseTime(this.line, at);
    if (symbol !== undefined) this.symbols.push(cells[symbol]!);
    for (const [role, place] of signals) {
      const value = cellNumber(cells[place]!, separator === ";");
      if (value === null) this.refuse(this.line, `${names[place]} is "${cells[place]}", not a number or a yes or no`);
      this.values.get(role)!.push(value);
    }
    this.lines.push(this.line);
  }

  private refuse(line: number, problem: string): never {
    throw new BacksightError("BACKSIGHT_CSV_ROW", { path: this.path, line, problem });
  }

  private refuseTime(line: number, value: string): never {
    throw new BacksightError("BACKSIGHT_CSV_TIME", { path: this.path, line, value });
  }
}
