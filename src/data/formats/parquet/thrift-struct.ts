/** A struct of Thrift's compact protocol, by field number: numbers, flags and structs; other fields are passed over. */
export interface ThriftStruct {
  readonly [field: number]: number | boolean | ThriftStruct;
}

const DEEPEST = 16;
/** Thrift's numbers for the types of fields. */
const STOP = 0;
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/**
 * Reads one struct at a time from bytes; `at` moves on. Every step consumes a byte, so that nonsense ends with an error.
 *
 * Source: Apache Thrift, "Thrift compact protocol encoding".
 */
export class ThriftReader {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** @throws {RangeError} for bytes that are no struct */
  readStruct(depth = 0): ThriftStruct {
    if (depth > DEEPEST) throw new RangeError("structs are nested too deep");
    const struct: Record<number, number | boolean | ThriftStruct> = {};
    for (let field = 0; ; ) {
      const head = this.readByte();
      const type = head & 15;
      if (type === STOP) return struct;
      field = head >> 4 === 0 ? this.readZigzag() : field + (head >> 4);
      const value = type === TRUE ? true : type === FALSE ? false : this.readValue(type, depth);
      if (value !== undefined) struct[field] = value;
    }
  }

  /** Undefined for what is passed over. */
  private readValue(type: number, depth: number): number | ThriftStruct | undefined {
    if (type === BYTE) return (this.readByte() << 24) >> 24;
    if (type === I16 || type === I32 || type === I64) return this.readZigzag();
    if (type === STRUCT) return this.readStruct(depth + 1);
    if (type === DOUBLE) this.skip(8);
    else if (type === BINARY) this.skip(this.readVarint());
    else if (type === LIST || type === SET) this.skipList(depth);
    else throw new RangeError(`no field has the type ${type}`);
    return undefined;
  }

  private skipList(depth: number): void {
    const head = this.readByte();
    const type = head & 15;
    const count = head >> 4 === 15 ? this.readVarint() : head >> 4;
    if (count > this.bytes.length - this.at) throw new RangeError("a list is longer than its bytes");
    for (let i = 0; i < count; i++) {
      if (type === TRUE || type === FALSE) this.readByte();
      else this.readValue(type, depth + 1);
    }
  }

  private readByte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError("the bytes end within a struct");
    this.at++;
    return byte;
  }

  private skip(length: number): void {
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError("the bytes end within a struct");
  }

  /** Exact below 2^53, which no size or count of a file exceeds. */
  private readVarint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.readByte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new RangeError("a number has more than ten bytes");
  }

  private readZigzag(): number {
    const value = this.readVarint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
