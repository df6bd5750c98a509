import { BacksightError } from "../../core/errors.ts";
import { type ReadHooks, readFileChunks } from "../file/read-file-chunks.ts";

const NEWLINE = 0x0a;

/** Several CSV files read as one: the first file's header, then all rows in order. */
export interface JoinedCsv {
  chunks(): AsyncGenerator<Uint8Array>;
  /** The file and its line behind a line of the whole, from 1; as far as it was read. */
  placeOf(line: number): { readonly path: string; readonly line: number };
}

/**
 * @param paths in the order of their rows
 * `chunks` throws as `readFileChunks`, and BACKSIGHT_CSV_ROW for a file with another header than the first.
 */
export function joinCsvFiles(paths: readonly string[], hooks: ReadHooks = {}): JoinedCsv {
  /** Per file: the whole's line at which its first row stands. */
  const starts: number[] = [];
  return {
    async *chunks() {
      let header: string | undefined;
      let line = 1;
      for (const path of paths) {
        let head: Uint8Array | undefined = new Uint8Array(0);
        let endsLine = true;
        for await (const chunk of readFileChunks(path, hooks)) {
          let piece: Uint8Array = chunk;
          if (head !== undefined) {
            head = Buffer.concat([head, chunk]);
            const end = head.indexOf(NEWLINE);
            if (end < 0) continue;
            const text = headerText(head.subarray(0, end));
            header ??= text;
            if (text !== header) {
              const problem = `its header "${text}" isn't that of ${paths[0]}, "${header}"`;
              throw new BacksightError("BACKSIGHT_CSV_ROW", { path, line: 1, problem });
            }
            const isFirst = starts.length === 0;
            if (isFirst) line = 2;
            starts.push(line);
            yield head.subarray(0, isFirst ? end + 1 : 0);
            piece = head.subarray(end + 1);
            head = undefined;
          }
          if (piece.length === 0) continue;
          for (const byte of piece) if (byte === NEWLINE) line++;
          endsLine = piece.at(-1) === NEWLINE;
          yield piece;
        }
        if (head !== undefined) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "rows" });
        if (endsLine) continue;
        line++;
        yield Uint8Array.of(NEWLINE);
      }
    },
    placeOf(line) {
      let at = starts.length - 1;
      while (at > 0 && starts[at]! > line) at--;
      return { path: paths[Math.max(at, 0)]!, line: at < 0 ? line : line - starts[at]! + 2 };
    },
  };
}

function headerText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).trim();
}
