import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { projectFolder } from "../../test/support/project-folder.ts";
import { runDetail } from "../../test/support/run-detail.ts";
import { openSession } from "./session.ts";
import { findRun } from "./stored-run.ts";

function open() {
  const session = openSession();
  onTestFinished(() => session.close());
  return session;
}

describe("findRun", () => {
  it("finds a run by its id, the start of one, or last", async () => {
    projectFolder();
    const session = open();
    const store = await session.store();
    store.save(runDetail("abc1"));
    store.save(runDetail("abd2"));
    expect(await findRun(session, "abc1")).toEqual({ store, id: "abc1" });
    expect((await findRun(session, "ABD")).id).toBe("abd2");
    await expect(findRun(session, "ab")).rejects.toMatchObject({ code: "BACKSIGHT_RUN_AMBIGUOUS" });
    await expect(findRun(session, "x")).rejects.toMatchObject({ code: "BACKSIGHT_RUN_UNKNOWN" });
  });

  it("knows no run where there is no store, and makes none", async () => {
    const folder = projectFolder();
    await expect(findRun(open(), "last")).rejects.toMatchObject({
      code: "BACKSIGHT_RUN_UNKNOWN",
      details: { id: "last", db: join(folder, ".backsight/runs.db") },
    });
    expect(listing(folder)).toEqual([]);
  });
});
