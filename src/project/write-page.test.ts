import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { writePage } from "./write-page.ts";

it("writes one page, in .html and nothing else", () => {
  const folder = temporaryFolder();
  for (const name of ["both.md", "both.json", "both"]) {
    expect(thrown(() => writePage(join(folder, name), "<p>page</p>"))).toMatchObject({
      code: "BACKSIGHT_OPTION_UNKNOWN",
      message: expect.stringContaining("Known: .html."),
    });
  }
  expect(listing(folder)).toEqual([]);
  writePage(join(folder, "new/both.HTML"), "<p>page</p>");
  expect(readFileSync(join(folder, "new/both.HTML"), "utf8")).toBe("<p>page</p>");
});
