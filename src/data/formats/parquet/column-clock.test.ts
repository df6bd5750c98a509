import type { DecodedArray, SchemaElement } from "hyparquet";
import { describe, expect, test } from "vitest";
import { clockReader, timeOfDayReader } from "./column-clock.ts";

const refuse = (row: number, problem: string): never => {
  throw new Error(`row ${row}: ${problem}`);
};

function read(element: Omit<SchemaElement, "name">, values: DecodedArray) {
  const reader = clockReader({ name: "x", ...element }, values.length, refuse)!;
  reader.add(values, 0);
  const { written, offsets, notes } = reader.finish();
  return { written: Array.from(written), isInstant: offsets !== undefined, notes };
}

const timestamp = (unit: "MILLIS" | "MICROS" | "NANOS", isAdjustedToUTC: boolean) =>
  ({ type: "INT64", logical_type: { type: "TIMESTAMP", unit, isAdjustedToUTC } }) as const;
const texts = (...all: string[]) => all.map((text) => new TextEncoder().encode(text));
const AT = Date.UTC(2024, 0, 2, 14, 30);

describe("times", () => {
  test("timestamps of any unit, before 1970 too, with their fraction of a millisecond", () => {
    expect(read(timestamp("MILLIS", true), BigInt64Array.of(BigInt(AT), -1n))).toMatchObject({ written: [AT, -1] });
    expect(read(timestamp("MICROS", true), [BigInt(AT) * 1000n + 250n, -1n])).toMatchObject({
      written: [AT + 0.25, -0.001],
    });
    expect(read(timestamp("NANOS", true), [BigInt(AT) * 1_000_000n + 1n, -1_000_001n])).toMatchObject({
      written: [AT + 1e-6, -1 - 1e-6],
    });
  });

  test("are instants where they are adjusted to UTC, else what a clock showed", () => {
    expect(read(timestamp("MILLIS", true), [0n]).isInstant).toBe(true);
    expect(read(timestamp("MILLIS", false), [0n]).isInstant).toBe(false);
    expect(read({ type: "INT64", converted_type: "TIMESTAMP_MILLIS" }, [1n])).toMatchObject({
      written: [1],
      isInstant: true,
    });
    expect(read({ type: "INT64", converted_type: "TIMESTAMP_MICROS" }, [1000n])).toMatchObject({ written: [1] });
    expect(read({ type: "INT96" }, [1_000_000n])).toMatchObject({ written: [1], isInstant: false });
  });

  test("dates, text, and numbers since 1970", () => {
    expect(read({ type: "INT32", converted_type: "DATE" }, Int32Array.of(19_724))).toMatchObject({
      written: [Date.UTC(2024, 0, 2)],
      isInstant: false,
    });
    expect(read({ type: "BYTE_ARRAY" }, texts("2024-01-02 14:30", "2024-01-02 14:31")).written).toEqual([
      AT,
      AT + 60_000,
    ]);
    expect(read({ type: "BYTE_ARRAY", converted_type: "UTF8" }, texts("2024-01-02T14:30Z")).isInstant).toBe(true);
    expect(read({ type: "INT32" }, Int32Array.of(AT / 1000))).toMatchObject({
      written: [AT],
      notes: ["times are epoch seconds"],
    });
    expect(read({ type: "DOUBLE" }, Float64Array.of(AT + 0.5))).toMatchObject({ written: [AT + 0.5], isInstant: true });
    expect(read({ type: "INT64" }, [BigInt(AT) * 1_000_000n + 7n])).toEqual({
      written: [AT + 7e-6],
      isInstant: true,
      notes: ["times are epoch nanoseconds"],
    });
  });

  test.each<[string, Omit<SchemaElement, "name">, DecodedArray, string]>([
    ["no time", timestamp("MILLIS", true), [1n, null], "row 1: it has no time"],
    [
      "no date that can be written",
      timestamp("MILLIS", true),
      [9_000_000_000_000_000n],
      "row 0: its time is 9000000000000000",
    ],
    ["no text of a time", { type: "BYTE_ARRAY" }, texts("2024-01-02", "soon"), 'row 1: its time is "soon"'],
    ["no text at all", { type: "BYTE_ARRAY" }, [null], "row 0: it has no time"],
    ["a number too small", { type: "INT64" }, [5n], "row 0: its time is 5"],
    ["no number", { type: "DOUBLE" }, [null], "row 0: it has no time"],
  ])("%s is refused", (_, element, values, message) => {
    expect(() => read(element, values)).toThrow(message);
  });

  test.each<[string, Omit<SchemaElement, "name">]>([
    ["prices", { type: "FLOAT" }],
    ["decimals", { type: "INT64", logical_type: { type: "DECIMAL", scale: 2, precision: 18 } }],
    ["flags", { type: "BOOLEAN" }],
  ])("%s are none", (_, element) => {
    expect(clockReader({ name: "x", ...element }, 1, refuse)).toBeUndefined();
  });
});

describe("times of day", () => {
  const ofDay = (element: Omit<SchemaElement, "name">, values: DecodedArray) => {
    const reader = timeOfDayReader({ name: "x", ...element }, values.length, refuse)!;
    reader.add(values, 0);
    return Array.from(reader.ms);
  };
  const time = (unit: "MILLIS" | "MICROS" | "NANOS") => ({ type: "TIME", unit, isAdjustedToUTC: false }) as const;

  test("of any unit, and as text", () => {
    expect(ofDay({ type: "INT32", logical_type: time("MILLIS") }, Int32Array.of(34_200_000))).toEqual([34_200_000]);
    expect(ofDay({ type: "INT64", converted_type: "TIME_MICROS" }, [34_200_000_500n])).toEqual([34_200_000.5]);
    expect(ofDay({ type: "INT64", logical_type: time("NANOS") }, [34_200_000_000_000n])).toEqual([34_200_000]);
    expect(ofDay({ type: "BYTE_ARRAY" }, texts("09:30", "9:30:00.5"))).toEqual([34_200_000, 34_200_500]);
  });

  test("other text is refused, other types are none", () => {
    expect(() => ofDay({ type: "BYTE_ARRAY" }, texts("noon"))).toThrow("row 0: its time is noon");
    expect(timeOfDayReader({ name: "x", ...timestamp("MILLIS", true) }, 1, refuse)).toBeUndefined();
  });
});
