import { describe, expect, it } from "vitest";
import { embeddedWasm } from "./embedded-wasm.ts";

/** A module that imports `env.memory` of at least no page, and exports nothing. */
const EMPTY = btoa(
  String.fromCharCode(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 15, 1, 3, ...codes("env"), 6, ...codes("memory"), 2, 0, 0),
);

function codes(text: string): readonly number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

describe("a module with a memory of its own", () => {
  it("gives out again what was given back, where it is large enough", () => {
    const instantiate = embeddedWasm(EMPTY);
    const first = instantiate(100_000)!;
    expect(first.buffer.byteLength).toBe(131_072);
    new Uint8Array(first.buffer)[7] = 9;
    expect(instantiate(1)!.buffer).not.toBe(first.buffer);
    first.release();
    const larger = instantiate(200_000)!;
    expect(larger.buffer).not.toBe(first.buffer);
    const again = instantiate(131_072)!;
    expect(again.buffer).toBe(first.buffer);
    expect(new Uint8Array(again.buffer)[7]).toBe(9);
    expect(instantiate(1)!.buffer).not.toBe(first.buffer);
    larger.release();
    again.release();
    expect(instantiate(1)!.buffer).toBe(larger.buffer);
  });

  it("is null where the module can't be compiled, or no such memory is to be had", () => {
    expect(embeddedWasm(btoa("no module"))(1)).toBe(null);
    expect(embeddedWasm(EMPTY)(2 ** 40)).toBe(null);
  });
});
