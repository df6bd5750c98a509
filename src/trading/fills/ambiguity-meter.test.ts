import { describe, expect, it } from "vitest";
import { AmbiguityMeter } from "./ambiguity-meter.ts";

describe("AmbiguityMeter", () => {
  it("takes the worst and the best of each trade's bars, not their sum", () => {
    // Ten units that ended at 5 each. Bars that could have brought 4, 3 and 7: −20 to +20, not −30.
    const meter = new AmbiguityMeter();
    meter.add(10, 40);
    meter.add(10, 30);
    meter.add(10, 70);
    expect(meter.rangeWith((units) => 6 * units)).toEqual([-30, 10]);
    meter.settle((units) => 5 * units);
    expect(meter.rangeWith(() => 0)).toEqual([-20, 20]);
  });

  it("sums over trades", () => {
    const meter = new AmbiguityMeter();
    for (const worth of [8, 13]) {
      meter.add(1, worth);
      meter.settle(() => 10);
    }
    meter.settle(() => 99);
    expect(meter.rangeWith(() => 0)).toEqual([-2, 3]);
  });
});
