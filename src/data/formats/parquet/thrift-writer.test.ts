import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ThriftReader } from "./thrift-struct.ts";
import { ThriftWriter } from "./thrift-writer.ts";

describe("ThriftWriter", () => {
  it("writes what the specification's rules give by hand", () => {
    const writer = new ThriftWriter(1);
    writer.i32(1, -1);
    writer.flag(2, true);
    writer.text(4, "é");
    writer.list(5, "i32", 2, () => {
      writer.elementI32(1);
      writer.elementI32(64);
    });
    writer.struct(21, () => writer.i64(1, 150));
    // Heads are (step << 4 | type): 1/i32, 1/true, 2/binary, 1/list, then the long form of field 21; numbers zigzag.
    expect([...writer.finish()]).toEqual([
      ...[0x15, 1],
      0x11,
      ...[0x28, 2, 0xc3, 0xa9],
      ...[0x19, 0x25, 2, 0x80, 1],
      ...[0x0c, 42, 0x16, 0xac, 2, 0],
      0,
    ]);
  });

  it("writes what ThriftReader reads, whatever the numbers", () => {
    const number = fc.maxSafeInteger().map((value) => Math.trunc(value / 2));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), number), { maxLength: 20 }), (steps) => {
        const writer = new ThriftWriter(4);
        const expected: Record<number, unknown> = {};
        let field = 0;
        for (const [step, value] of steps) {
          field += step;
          writer.struct(field, () => {
            writer.i64(1, value);
            writer.list(2, "struct", 20, () => {
              for (let i = 0; i < 20; i++) writer.elementStruct(() => writer.text(3, "x"));
            });
            writer.flag(9, false);
          });
          expected[field] = { 1: value, 9: false };
        }
        expect(new ThriftReader(writer.finish()).readStruct()).toEqual(expected);
      }),
    );
  });
});
