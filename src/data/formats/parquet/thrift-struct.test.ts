import fc from "fast-check";
import { expect, test } from "vitest";
import { ThriftReader } from "./thrift-struct.ts";

const read = (...bytes: number[]) => new ThriftReader(Uint8Array.from(bytes)).readStruct();
const field = (delta: number, type: number) => (delta << 4) | type;

/** Types of Thrift's compact protocol: 1 true, 2 false, 3 byte, 5 i32, 6 i64, 7 double, 8 binary, 9 list, 12 struct. */
test("fields by number, zigzag numbers, flags and structs", () => {
  // 1: i32 −1 (zigzag 1), 3: i64 150 (zigzag 300 = 172 2), 4: true, 6: struct { 2: false }, 7: byte −2
  const bytes = [field(1, 5), 1, field(2, 6), 172, 2, field(1, 1), field(2, 12), field(2, 2), 0, field(1, 3), 254, 0];
  expect(read(...bytes)).toEqual({ 1: -1, 3: 150, 4: true, 6: { 2: false }, 7: -2 });
});

test("texts, doubles and lists are passed over", () => {
  const text = [field(1, 8), 3, 97, 98, 99];
  const double = [field(1, 7), 1, 2, 3, 4, 5, 6, 7, 8];
  const list = [field(1, 9), (2 << 4) | 5, 1, 1];
  const structs = [field(1, 9), (1 << 4) | 12, field(1, 5), 2, 0];
  expect(read(...text, ...double, ...list, ...structs, field(1, 5), 84, 0)).toEqual({ 5: 42 });
});

test("a number of a field may be written out", () => {
  expect(read(5, 64, 10, 0)).toEqual({ 32: 5 });
});

test.each([
  ["no end", [field(1, 5), 1]],
  ["a text beyond the bytes", [field(1, 8), 100, 97]],
  ["a list beyond the bytes", [field(1, 9), 245, 200, 1, 0]],
  ["a type that no field has", [field(1, 14), 0]],
  ["a number without end", [field(1, 5), ...new Array(12).fill(255)]],
  ["structs without end", new Array(64).fill(field(1, 12))],
])("%s is refused", (_, bytes) => {
  expect(() => read(...bytes)).toThrow(RangeError);
});

test("any bytes end with a struct or a refusal", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        expect(new ThriftReader(bytes).readStruct()).toBeTypeOf("object");
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 3000 },
  );
});
