import { describe, expect, it } from "vitest";
import { carriedSignals, type WindowSignals } from "./carried-signals.ts";

const masks = (entries: readonly number[], exits: readonly number[]) => ({
  entries: Uint8Array.from(entries),
  exits: Uint8Array.from(exits),
  shortEntries: null,
  shortExits: null,
  targets: null,
});

function windowOf(start: number, end: number, signals: WindowSignals["signals"], isChange = true): WindowSignals {
  return { rows: { start, end }, signals, firstDecision: 0, isChange };
}

const weights = (values: readonly number[]) => ({
  ...masks([], []),
  targets: { kind: "weight", values: Float64Array.from(values) } as const,
});

describe("carriedSignals", () => {
  it("takes each row from the window whose turn it is", () => {
    const first = masks([1, 1, 1, 1], [0, 0, 0, 0]);
    const second = masks([0, 0, 0, 0, 0, 0], [0, 1, 0, 1, 0, 1]);
    const signals = carriedSignals("s", [windowOf(2, 4, first), windowOf(4, 6, second)], 6);
    expect([...signals.entries]).toEqual([0, 0, 1, 1, 0, 0]);
    expect([...signals.exits]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(signals.shortEntries).toBe(null);
  });

  it("leaves before rows without a window, and does nothing on them", () => {
    const all = { ...masks(Array(8).fill(1), Array(8).fill(0)), shortEntries: new Uint8Array(8).fill(1) };
    const signals = carriedSignals("s", [windowOf(0, 3, all), windowOf(6, 8, all)], 8);
    expect([...signals.entries]).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
    expect([...signals.exits]).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
    expect([...signals.shortExits!]).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it("ignores decisions of a later window before it has the history that it needs", () => {
    const all = masks(Array(6).fill(1), Array(6).fill(0));
    const late = { ...windowOf(3, 6, all), firstDecision: 4 };
    expect([...carriedSignals("s", [windowOf(0, 3, all), late], 6).entries]).toEqual([1, 1, 1, 0, 1, 1]);
  });

  it("aims at the target that new parameters held by then, and keeps what is held under the same ones", () => {
    const first = weights([0.5, NaN, NaN, NaN]);
    const second = weights([NaN, 0.2, NaN, NaN]);
    const values = (isChange: boolean) =>
      carriedSignals("s", [windowOf(0, 2, first), windowOf(2, 4, second, isChange)], 4).targets!.values;
    expect([...values(true)]).toEqual([0.5, NaN, 0.2, NaN]);
    expect([...values(false)]).toEqual([0.5, NaN, NaN, NaN]);
  });

  it("goes to nothing before rows without a window", () => {
    const one = weights([1, NaN, NaN, NaN, NaN, 1]);
    const { targets, exits } = carriedSignals("s", [windowOf(0, 2, one), windowOf(4, 6, one)], 6);
    expect([...targets!.values]).toEqual([1, 0, 0, 0, 1, 1]);
    expect(exits.includes(1)).toBe(false);
  });

  it("refuses what answers by masks here and by targets there", () => {
    const windows = [windowOf(0, 2, masks([1, 0], [0, 1])), windowOf(2, 4, weights([1, 1, 1, 1]))];
    expect(() => carriedSignals("s", windows, 4)).toThrow("which answers in different ways");
  });
});
