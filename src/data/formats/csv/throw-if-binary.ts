import { BacksightError } from "../../../core/errors.ts";

/** Control bytes that text may hold, as bits: tab, line feed, carriage return. */
const TEXT_CONTROLS = (1 << 9) | (1 << 10) | (1 << 13);

/**
 * Looks for a control byte that no text holds in `bytes[start, end)`.
 *
 * @param path the file's name in messages
 * @param offset where `bytes[0]` stands in the file
 * @throws {BacksightError} BACKSIGHT_FILE_BINARY at the first one
 */
export function throwIfBinary(path: string, bytes: Uint8Array, start: number, end: number, offset: number): void {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 32 || ((TEXT_CONTROLS >>> byte) & 1) === 1) continue;
    const shown = `0x${byte.toString(16).padStart(2, "0")}`;
    throw new BacksightError("BACKSIGHT_FILE_BINARY", { path, byte: shown, offset: offset + i });
  }
}
