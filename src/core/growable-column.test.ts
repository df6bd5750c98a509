import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrowableColumn, growableFloat64, growableInt8, growableInt32, growableUint8 } from "./growable-column.ts";

describe("GrowableColumn", () => {
  it("holds what was pushed, however much", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 300 }), fc.nat(4), (values, capacity) => {
        const column = new GrowableColumn((n) => new Float64Array(n), capacity);
        for (const value of values) column.push(value);
        expect(column.length).toBe(values.length);
        expect(column.toArray()).toEqual(Float64Array.from(values));
        values.forEach((value, i) => {
          expect(column.at(i)).toBe(value);
        });
      }),
    );
  });

  it("gives a copy that later pushes don't touch", () => {
    const column = growableFloat64();
    column.push(1);
    const before = column.toArray();
    column.push(2);
    before[0] = 9;
    expect([...column.toArray()]).toEqual([1, 2]);
  });

  it("allocates about as often as a length doubles", () => {
    let allocations = 0;
    const column = new GrowableColumn((n) => {
      allocations++;
      return new Float64Array(n);
    }, 1);
    for (let i = 0; i < 1024; i++) column.push(i);
    expect(allocations).toBe(11); // 1, 2, 4, …, 1024
  });

  it("comes in the types that columns have", () => {
    for (const [column, type] of [
      [growableFloat64(), Float64Array],
      [growableInt32(), Int32Array],
      [growableInt8(), Int8Array],
      [growableUint8(), Uint8Array],
    ] as const) {
      column.push(1);
      expect(column.toArray()).toEqual(type.of(1));
    }
  });
});
