import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { renderComparison } from "../report/compare-report.ts";
import { writeComparison } from "./write-comparison.ts";

it("writes one page, in .html and nothing else", async () => {
  const folder = temporaryFolder();
  const [a, b] = [runDetailFixture({ seed: 1, sessions: 30 }), runDetailFixture({ seed: 2, sessions: 30 })];
  for (const name of ["both.md", "both.json", "both"]) {
    await expect(writeComparison(a, b, join(folder, name))).rejects.toMatchObject({
      code: "BACKSIGHT_OPTION_UNKNOWN",
      message: expect.stringContaining("Known: .html."),
    });
  }
  expect(listing(folder)).toEqual([]);
  await writeComparison(a, b, join(folder, "new/both.HTML"));
  expect(readFileSync(join(folder, "new/both.HTML"), "utf8")).toBe(renderComparison(a, b));
});
