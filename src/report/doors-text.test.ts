import { expect, it } from "vitest";
import { doorsText } from "./doors-text.ts";

it("says how combinations were computed, and why the slowest of them took no faster way", () => {
  const doors = { columns: 1000, masks: 0, callbacks: 0, lanes: 0, plain: 0 };
  expect(doorsText({ doors, closed: null })).toBeNull();
  const lanes = { doors: { ...doors, columns: 0, lanes: 1000 }, closed: "the settings ask for a trailing stop" };
  expect(doorsText(lanes)).toBe("Computed 1,000 in lanes: the settings ask for a trailing stop.");
  expect(doorsText({ doors: { ...doors, columns: 0, masks: 7, plain: 2 }, closed: null })).toBe(
    "Computed 7 from arrays that the strategy fills, 2 by the engine of single runs.",
  );
});
