import { BacksightError } from "../../core/errors.ts";
import type { Kline } from "./kline-columns.ts";

/** A month of seconds has some 300 MB of text; what unpacks to more isn't the vendor's. */
const LONGEST_TEXT = 1 << 29;

/**
 * The klines of a zip archive with one CSV file, with or without a header.
 *
 * @param name of the CSV inside
 * @param fail refuses the archive for a reason
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function readArchive(
  bytes: Uint8Array,
  name: string,
  fail: (reason: string) => never,
): Promise<readonly Kline[]> {
  const text = new TextDecoder().decode(await unpack(bytes, name, fail));
  const lines = text.split("\n");
  if (lines.at(-1)?.trim() === "") lines.pop();
  const hasHeader = lines.length > 0 && !/^\d/.test(lines[0]!);
  return (hasHeader ? lines.slice(1) : lines).map((line) => line.trimEnd().split(","));
}

async function unpack(bytes: Uint8Array, name: string, fail: (reason: string) => never): Promise<Uint8Array> {
  const { unzipSync } = await loadFflate();
  let size = -1;
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes, {
      filter: (file) => {
        if (file.name === name) size = file.originalSize;
        return file.name === name && size <= LONGEST_TEXT;
      },
    });
  } catch {
    return fail("it is no whole zip archive");
  }
  if (size > LONGEST_TEXT) return fail(`it unpacks to ${size} bytes`);
  const text = files[name];
  if (text === undefined) return fail(`it holds no ${name}`);
  return text.length === size ? text : fail("it is cut short");
}

async function loadFflate() {
  try {
    return await import("fflate");
  } catch (cause) {
    const details = { feature: "Opening zip archives", name: "fflate" };
    throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", details, { cause });
  }
}
