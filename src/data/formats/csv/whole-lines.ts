import { BacksightError } from "../../../core/errors.ts";
import { throwIfBinary } from "./throw-if-binary.ts";

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;

const LONGEST_LINE = 1 << 20;
/** So far from its start a file shows whether it is text; further on only what is read is looked at. */
const PROBED_BYTES = 1 << 12;

/** Gets one or more whole lines; `offset` is where `bytes[0]` stands in the text. The bytes are valid during the call. */
export type LinesListener = (bytes: Uint8Array, start: number, end: number, offset: number) => void;

/**
 * Hands out text that comes in chunks as pieces that end where a line does. Lines end with LF, CR LF or CR, the last one
 * may end with the text.
 */
export class WholeLines {
  private readonly path: string;
  private readonly onLines: LinesListener;
  /** The start of a line whose end is still to come. */
  private rest = new Uint8Array(256);
  private restLength = 0;
  private offset = 0;

  /** @param path the file's name in messages */
  constructor(path: string, onLines: LinesListener) {
    this.path = path;
    this.onLines = onLines;
  }

  /**
   * @throws {BacksightError} BACKSIGHT_FILE_BINARY for a control byte that no text holds, BACKSIGHT_FILE_READ for a line
   * that is longer than 1 MiB
   */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    throwIfBinary(this.path, chunk, 0, Math.min(chunk.length, PROBED_BYTES - this.offset), this.offset);
    let at = 0;
    if (this.restLength > 0) {
      const isCut = this.rest[this.restLength - 1] === CARRIAGE_RETURN && chunk[0] !== LINE_FEED;
      at = isCut ? 0 : firstLineEnd(chunk);
      this.keep(chunk, 0, at < 0 ? chunk.length : at);
      if (at < 0) {
        this.offset += chunk.length;
        return;
      }
      this.handRest(at);
    }
    const end = lastLineEnd(chunk);
    if (end > at) {
      this.onLines(chunk, at, end, this.offset);
      at = end;
    }
    this.keep(chunk, at, chunk.length);
    this.offset += chunk.length;
  }

  /** Hands out the last line when nothing ends it. */
  finish(): void {
    if (this.restLength > 0) this.handRest(0);
  }

  /** @param ahead bytes of the current chunk that belong to the rest */
  private handRest(ahead: number): void {
    this.onLines(this.rest, 0, this.restLength, this.offset + ahead - this.restLength);
    this.restLength = 0;
  }

  private keep(chunk: Uint8Array, start: number, end: number): void {
    const length = this.restLength + end - start;
    if (length > this.rest.length) {
      const wider = new Uint8Array(length * 2);
      wider.set(this.rest.subarray(0, this.restLength));
      this.rest = wider;
    }
    this.rest.set(chunk.subarray(start, end), this.restLength);
    this.restLength = length;
    if (length <= LONGEST_LINE) return;
    throwIfBinary(this.path, this.rest, 0, length, this.offset + end - length);
    throw new BacksightError("BACKSIGHT_FILE_READ", { path: this.path, reason: "it has a line longer than 1 MiB" });
  }
}

/** The byte behind the first end of a line; −1 without one. A CR at the very end may be half of a CR LF: it doesn't count. */
function firstLineEnd(chunk: Uint8Array): number {
  for (let i = 0; i < chunk.length; i++) {
    if (chunk[i] === LINE_FEED) return i + 1;
    if (chunk[i] === CARRIAGE_RETURN && i + 1 < chunk.length) return chunk[i + 1] === LINE_FEED ? i + 2 : i + 1;
  }
  return -1;
}

/** The byte behind the last end of a line, as `firstLineEnd` tells them. */
function lastLineEnd(chunk: Uint8Array): number {
  for (let i = chunk.length - 1; i >= 0; i--) {
    if (chunk[i] === LINE_FEED || (chunk[i] === CARRIAGE_RETURN && i + 1 < chunk.length)) return i + 1;
  }
  return -1;
}
