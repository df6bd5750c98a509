import { ENCODINGS, PAGES } from "./parquet-numbers.ts";
import { countInRuns } from "./run-lengths.ts";
import { ThriftReader, type ThriftStruct } from "./thrift-struct.ts";

/** The pages of one column in one row group, as a file's footer tells of them. */
export interface PageChunk {
  readonly bytes: Uint8Array;
  /** How many values the pages hold. */
  readonly rows: number;
  /** Whether some may be null. */
  readonly isOptional: boolean;
  /** Bytes of a value, 4 for texts: the least that a value in a dictionary takes. */
  readonly width: number;
  /** Whether values are texts, which may be of any length. */
  readonly isText: boolean;
  /** Undefined for pages that aren't packed. */
  readonly unpack: ((bytes: Uint8Array, length: number) => Uint8Array) | undefined;
}

/** What a page holds, unpacked. */
export interface PageContent {
  /** Its number in Parquet's format. */
  readonly type: number;
  readonly encoding: number;
  /** How many values; of a page of data, how many rows. */
  readonly count: number;
  /** With the levels of a page of data, where they are packed with its values. */
  readonly bytes: Uint8Array;
  /** Whether the file has it packed. */
  readonly isPacked: boolean;
}

const LARGEST_TEXT_PAGE = 1 << 30;

/**
 * Looks through the pages of a column before they are decoded: sizes and counts must fit the bytes and each other, so
 * that a damaged file ends with an error, not with a full memory. Returns the pages' contents in their order.
 *
 * Sources: Apache Parquet, `parquet.thrift` (PageHeader) and "Encodings".
 *
 * @throws {Error} with the problem as its message
 */
export function unpackPages(chunk: PageChunk): PageContent[] {
  const { bytes } = chunk;
  const contents: PageContent[] = [];
  const reader = new ThriftReader(bytes);
  for (let rows = 0; rows < chunk.rows; ) {
    const header = reader.readStruct();
    const size = numberAt(header, 3);
    const end = reader.at + size;
    if (!(size >= 0 && end <= bytes.length)) throw new Error(`a page claims ${size} bytes`);
    const page = new Page(chunk, header, bytes.subarray(reader.at, end), chunk.rows - rows);
    const content = page.check();
    if (content.type !== PAGES.DICTIONARY) rows += content.count;
    contents.push(content);
    reader.at = end;
  }
  return contents;
}

/** One page: its header and its bytes as they lie in the file. */
class Page {
  private readonly chunk: PageChunk;
  private readonly header: ThriftStruct;
  private readonly bytes: Uint8Array;
  private readonly rowsLeft: number;

  constructor(chunk: PageChunk, header: ThriftStruct, bytes: Uint8Array, rowsLeft: number) {
    this.chunk = chunk;
    this.header = header;
    this.bytes = bytes;
    this.rowsLeft = rowsLeft;
  }

  check(): PageContent {
    const type = numberAt(this.header, 1);
    if (type === PAGES.DICTIONARY) return { type, ...this.checkDictionary(structAt(this.header, 7)) };
    if (type === PAGES.DATA) return { type, ...this.checkData(structAt(this.header, 5)) };
    if (type === PAGES.DATA_V2) return { type, ...this.checkDataV2(structAt(this.header, 8)) };
    throw new Error(`a page has the type ${type}`);
  }

  private checkDictionary(header: ThriftStruct): Omit<PageContent, "type"> {
    const count = numberAt(header, 1);
    const content = this.content(this.bytes, numberAt(this.header, 2), Math.max(count, 1));
    if (!(count >= 0 && count * this.chunk.width <= content.length)) {
      throw new Error(`a dictionary claims ${count} values in ${content.length} bytes`);
    }
    return { encoding: numberAt(header, 2), count, bytes: content, isPacked: this.chunk.unpack !== undefined };
  }

  private checkData(header: ThriftStruct): Omit<PageContent, "type"> {
    const count = this.countAt(header);
    const content = this.content(this.bytes, numberAt(this.header, 2), count);
    let at = 0;
    let values = count;
    if (this.chunk.isOptional) {
      const levels = new DataView(content.buffer, content.byteOffset, content.length).getUint32(0, true);
      values = this.valuesIn(content, 4, 4 + levels, count);
      at = 4 + levels;
    }
    const encoding = numberAt(header, 2);
    this.checkIndexes(encoding, content, at, values);
    return { encoding, count, bytes: content, isPacked: this.chunk.unpack !== undefined };
  }

  private checkDataV2(header: ThriftStruct): Omit<PageContent, "type"> {
    const count = this.countAt(header);
    const levels = numberAt(header, 5);
    if (!(levels >= 0 && levels <= this.bytes.length) || numberAt(header, 6) !== 0) {
      throw new Error("the levels of a page have no room in it");
    }
    const values = this.chunk.isOptional ? this.valuesIn(this.bytes, 0, levels, count) : count;
    if (count - numberAt(header, 2) !== values) throw new Error("a page miscounts its nulls");
    const body = this.bytes.subarray(levels);
    const size = numberAt(this.header, 2) - levels;
    const isPacked = header[7] !== false && this.chunk.unpack !== undefined;
    const content = header[7] === false ? body : this.content(body, size, count);
    const encoding = numberAt(header, 4);
    this.checkIndexes(encoding, content, 0, values);
    return { encoding, count, bytes: content, isPacked };
  }

  private countAt(header: ThriftStruct): number {
    const count = numberAt(header, 1);
    if (count >= 0 && count <= this.rowsLeft) return count;
    throw new Error(`a page claims ${count} rows where ${this.rowsLeft} are left`);
  }

  /** The content of `bytes`, which must be `size` long. */
  private content(bytes: Uint8Array, size: number, count: number): Uint8Array {
    const { isText, width, unpack } = this.chunk;
    const largest = isText ? LARGEST_TEXT_PAGE : count * (width + 2) + 4096;
    if (!(size >= 0 && size <= largest)) throw new Error(`a page claims to hold ${size} bytes`);
    const content = unpack === undefined ? bytes : size === 0 ? new Uint8Array(0) : unpack(bytes, size);
    if (content.length !== size) throw new Error(`a page holds ${content.length} bytes where ${size} are claimed`);
    return content;
  }

  private valuesIn(bytes: Uint8Array, start: number, end: number, count: number): number {
    const values = countInRuns(bytes, start, end, 1, count);
    if (values < 0) throw new Error("the levels of a page make no sense");
    return values;
  }

  private checkIndexes(encoding: number, content: Uint8Array, at: number, values: number): void {
    if ((encoding !== ENCODINGS.RLE_DICTIONARY && encoding !== ENCODINGS.PLAIN_DICTIONARY) || values === 0) return;
    const bitWidth = content[at];
    if (bitWidth === 0) return;
    if (bitWidth === undefined || countInRuns(content, at + 1, content.length, bitWidth, values) < 0) {
      throw new Error("the indexes of a page make no sense");
    }
  }
}

function numberAt(struct: ThriftStruct, field: number): number {
  const value = struct[field];
  if (typeof value === "number") return value;
  throw new Error(`a page header has no number in field ${field}`);
}

function structAt(struct: ThriftStruct, field: number): ThriftStruct {
  const value = struct[field];
  if (typeof value === "object") return value;
  throw new Error(`a page header has no field ${field}`);
}
