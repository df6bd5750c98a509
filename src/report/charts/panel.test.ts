import { describe, expect, it } from "vitest";
import { labelRoom, legend, rowAxis, rowX } from "./panel.ts";

const BOX = { left: 50, right: 250, top: 0, bottom: 100 };

describe("rowX", () => {
  it("is the middle of the row's share", () => {
    expect([0, 1, 3].map((row) => rowX(BOX, 4, row))).toEqual([75, 125, 225]);
  });
});

describe("rowAxis", () => {
  it("moves labels in that would leave the picture", () => {
    const ticks = [{ row: 0, label: "2024" }];
    const label = (width: number, box: typeof BOX) =>
      rowAxis(box, 1, ticks, width).find((node) => node.kind === "text");
    expect(label(260, BOX)).toMatchObject({ x: 150, text: "2024" });
    // Four letters take 13.6 pixels to each side.
    expect(label(20, { ...BOX, left: 10, right: 20 })).toMatchObject({ x: 20 - 13.6 });
  });
});

describe("legend", () => {
  it("starts a new line where the width ends", () => {
    const entries = [
      { style: "equity" as const, text: "Strategy" },
      { style: "benchmark" as const, text: "Benchmark" },
      { text: "(log scale)" },
    ];
    const lines = (width: number) =>
      new Set(legend(entries, 0, 16, width).map((node) => (node.kind === "text" ? node.y : 0)));
    expect(lines(1000)).toEqual(new Set([0, 16]));
    expect(lines(150)).toEqual(new Set([0, 16, 33, 50]));
  });

  it("gives a remark no line of its own", () => {
    expect(legend([{ text: "(log scale)" }], 7, 16, 500)).toEqual([
      { kind: "text", style: "tick-label", x: 7, y: 16, text: "(log scale)" },
    ]);
  });
});

describe("labelRoom", () => {
  it("fits the longest label", () => {
    expect(labelRoom(["1", "1,000"])).toBe(5 * 6.8 + 14);
    expect(labelRoom([])).toBe(28);
  });
});
