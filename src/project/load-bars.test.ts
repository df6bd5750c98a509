import { describe, expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { loadBars } from "./load-bars.ts";

const DAYS = "date,open,high,low,close\n2024-01-02,10,12,9,11\n2024-01-03,11,12,10,10\n2024-01-04,10,12,9,11\n";

describe("loadBars", () => {
  it("reads a file as the options of its address say", async () => {
    projectFolder({ "goog-2004.csv": DAYS, "a b/50%.csv": DAYS });
    const plain = await loadBars("goog-2004.csv");
    expect(plain).toMatchObject({ length: 3, instrument: { symbol: "GOOG" }, adjustment: "raw", isSynthetic: false });
    const told = await loadBars(
      "csv:a%20b/50%25.csv?symbol=BRK%2FB&timeframe=1d&calendar=us-equity&adjustment=split&synthetic=true",
    );
    expect(told).toMatchObject({
      instrument: { symbol: "BRK/B" },
      timeframe: { label: "1d" },
      calendar: { id: "us-equity" },
      adjustment: "split",
      isSynthetic: true,
    });
    expect([...told.close]).toEqual([11, 10, 11]);
  });

  it("makes synthetic bars, however the scheme is written", async () => {
    const [a, b] = [await loadBars("synthetic:gbm?seed=7&bars=50"), await loadBars("Synthetic:gbm?seed=7&bars=50")];
    expect(a).toMatchObject({ length: 50, isSynthetic: true });
    expect(b.close).toEqual(a.close);
    expect(b.source).toBe(a.source);
  });

  it.each([
    ["symbl=A", "BACKSIGHT_DATA_URI", 'unknown option "symbl" (did you mean "symbol"?); known: symbol, tz'],
    ["synthetic=yes", "BACKSIGHT_DATA_URI", "synthetic=yes must be true or false"],
    ["adjustment=splits", "BACKSIGHT_DATA_URI", "adjustment=splits must be raw, split or total"],
    ["timeframe=1x", "BACKSIGHT_TIMEFRAME", '"1x"'],
    ["calendar=us-equities", "BACKSIGHT_OPTION_UNKNOWN", 'Did you mean "us-equity"?'],
    ["tz=Mars/Olympus", "BACKSIGHT_OPTION_UNKNOWN", "Mars/Olympus"],
  ])("refuses ?%s", async (query, code, says) => {
    projectFolder({ "x.csv": DAYS });
    await expect(loadBars(`csv:x.csv?${query}`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });

  it("says which file isn't there", async () => {
    projectFolder();
    for (const address of ["csv:none.csv", "parquet:none.parquet"]) {
      await expect(loadBars(address)).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
    }
  });
});
