/** Thrift's numbers for the types of fields and of the elements of lists. */
const TRUE = 1;
const FALSE = 2;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** What the elements of a list are. */
export type ThriftElement = "i32" | "text" | "struct";

const ELEMENT_TYPES: Readonly<Record<ThriftElement, number>> = { i32: I32, text: BINARY, struct: STRUCT };

/**
 * Writes structs as bytes; the fields of each come in ascending order of their numbers.
 *
 * Source: Apache Thrift, "Thrift compact protocol encoding".
 */
export class ThriftWriter {
  private readonly encoder = new TextEncoder();
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;
  private field = 0;

  /** @param room bytes to begin with; more are taken when they are needed */
  constructor(room: number) {
    this.bytes = new Uint8Array(room);
  }

  /** A whole number of 32 bits. */
  i32(field: number, value: number): void {
    this.head(field, I32);
    this.zigzag(value);
  }

  /** A whole number below 2^53. */
  i64(field: number, value: number): void {
    this.head(field, I64);
    this.zigzag(value);
  }

  flag(field: number, value: boolean): void {
    this.head(field, value ? TRUE : FALSE);
  }

  text(field: number, value: string): void {
    this.head(field, BINARY);
    this.rawText(value);
  }

  struct(field: number, fields: () => void): void {
    this.head(field, STRUCT);
    this.rawStruct(fields);
  }

  /** A list; `write` adds its elements with `element…`, as many as were announced. */
  list(field: number, of: ThriftElement, count: number, write: () => void): void {
    this.head(field, LIST);
    if (count < 15) this.byte((count << 4) | ELEMENT_TYPES[of]);
    else {
      this.byte(0xf0 | ELEMENT_TYPES[of]);
      this.varint(count);
    }
    write();
  }

  elementI32(value: number): void {
    this.zigzag(value);
  }

  elementText(value: string): void {
    this.rawText(value);
  }

  elementStruct(fields: () => void): void {
    this.rawStruct(fields);
  }

  /** The bytes of what was written, ended as one struct. */
  finish(): Uint8Array<ArrayBuffer> {
    this.byte(0);
    return this.bytes.subarray(0, this.length);
  }

  private rawStruct(fields: () => void): void {
    const { field } = this;
    this.field = 0;
    fields();
    this.byte(0);
    this.field = field;
  }

  private rawText(value: string): void {
    const bytes = this.encoder.encode(value);
    this.varint(bytes.length);
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  private head(field: number, type: number): void {
    const step = field - this.field;
    this.field = field;
    if (step < 16) this.byte((step << 4) | type);
    else {
      this.byte(type);
      this.zigzag(field);
    }
  }

  private zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  private varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 128);
    this.byte(rest);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
