import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { renderHtml } from "../report/html-report.ts";
import { renderJson } from "../report/json-report.ts";
import { renderMarkdown } from "../report/markdown-report.ts";
import { checkReportPath, writeReport } from "./write-report.ts";

const detail = runDetailFixture({ sessions: 30, trades: 3 });

it("renders what the ending names, and makes the folder", async () => {
  const folder = temporaryFolder();
  for (const [name, content] of [
    ["a/b/run.html", renderHtml(detail)],
    ["run.MD", renderMarkdown(detail)],
    ["run.json", renderJson(detail)],
  ] as const) {
    await writeReport(detail, join(folder, name));
    expect(readFileSync(join(folder, name), "utf8")).toBe(content);
  }
});

it("refuses other endings before anything is written", async () => {
  const folder = temporaryFolder();
  for (const name of ["run.pdf", "run", "run.html.gz", ".html"]) {
    const error = thrown(() => checkReportPath(join(folder, name)));
    expect(error.code).toBe("BACKSIGHT_OPTION_UNKNOWN");
    expect(error.message).toContain("Known: .html, .md, .json.");
    await expect(writeReport(detail, join(folder, name))).rejects.toMatchObject({ code: "BACKSIGHT_OPTION_UNKNOWN" });
  }
  expect(listing(folder)).toEqual([]);
});

it("fails in one typed error where it can't write", async () => {
  const folder = temporaryFolder();
  await writeReport(detail, join(folder, "run.md"));
  await expect(writeReport(detail, join(folder, "run.md/run.html"))).rejects.toMatchObject({
    code: "BACKSIGHT_FILE_WRITE",
  });
});
