import { expect, it } from "vitest";
import { TradedVolume } from "./traded-volume.ts";

it("counts what was traded in a calendar month, and begins again with the next", () => {
  const volume = new TradedVolume();
  const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
  volume.add(at("2024-01-30"), 100, 1000);
  volume.add(at("2024-01-31"), 50, 600);
  expect(volume.inMonthOf(at("2024-01-31"))).toEqual({ quantity: 150, notional: 1600 });
  expect(volume.inMonthOf(at("2024-02-01"))).toEqual({ quantity: 0, notional: 0 });
  volume.add(at("2024-02-01"), 7, 70);
  expect(volume.inMonthOf(at("2024-02-29"))).toEqual({ quantity: 7, notional: 70 });
});
