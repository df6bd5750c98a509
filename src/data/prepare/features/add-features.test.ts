import { expect, test } from "vitest";
import { randomMarket } from "../../../../test/support/random-market.ts";
import { thrown } from "../../../../test/support/thrown.ts";
import { bollinger } from "../../../indicators/bollinger.ts";
import { yangZhang } from "../../../indicators/yang-zhang.ts";
import { zScore } from "../../../indicators/z-score.ts";
import { sliceBars } from "../../../market/slice-bars.ts";
import { addFeatures } from "./add-features.ts";

const bars = randomMarket("lively", 3, 200);
const pipeline = [
  { feature: "yangZhang", params: [20], as: "vol" },
  { feature: "zScore", params: [30], source: "vol" },
  { feature: "bollinger", params: [10, 2] },
];

test("steps read bars and earlier steps", () => {
  const features = addFeatures(bars, pipeline);
  const vol = yangZhang(bars.open, bars.high, bars.low, bars.close, 20);
  expect([...features.keys()]).toEqual([
    "vol",
    "zScore(30)",
    "bollinger(10,2).upper",
    "bollinger(10,2).middle",
    "bollinger(10,2).lower",
  ]);
  expect(features.get("vol")!.values).toEqual(vol);
  expect(features.get("zScore(30)")!.values).toEqual(zScore(vol, 30));
  expect(features.get("bollinger(10,2).lower")!.values).toEqual(bollinger(bars.close, 10, 2).lower);
});

test("values are there from firstDefined on, and know nothing of later bars", () => {
  const prefix = addFeatures(sliceBars(bars, 0, 120), pipeline);
  for (const [name, { values, firstDefined }] of addFeatures(bars, pipeline)) {
    expect(
      values.findIndex((value) => !Number.isNaN(value)),
      name,
    ).toBe(firstDefined);
    expect(prefix.get(name)!.values, name).toEqual(values.slice(0, 120));
  }
});

test("what isn't known is named with the nearest", () => {
  expect(thrown(() => addFeatures(bars, [{ feature: "yangzhang" }])).message).toContain('Did you mean "yangZhang"');
  const column = thrown(() =>
    addFeatures(bars, [...pipeline.slice(0, 1), { feature: "sma", params: [5], source: "vols" }]),
  );
  expect([column.code, column.message.includes('"vol"')]).toEqual(["BACKSIGHT_OPTION_UNKNOWN", true]);
  expect(thrown(() => addFeatures(bars, [{ feature: "sma" }])).code).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => addFeatures(bars, [pipeline[0]!, pipeline[0]!])).code).toBe("BACKSIGHT_ARGUMENT");
});
