import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { runDemo } from "./demo.ts";
import { openSession } from "./session.ts";

it("sweeps, keeps the best run and writes its report, all in the project's folder", async () => {
  const folder = projectFolder();
  const session = openSession();
  onTestFinished(() => session.close());
  const progress: (readonly [number, number | undefined])[] = [];
  const { detail, swept, reportPath } = await runDemo(session, undefined, ({ done, total }) =>
    progress.push([done, total]),
  );

  expect(progress.at(-1)).toEqual([12, 12]);
  const { best } = swept.summary;
  expect(new Set(best.map(({ params }) => `${params.fast}/${params.slow}`)).size).toBe(12);
  expect(detail.record.metrics.sharpeRatio).toBe(Math.max(...best.map(({ statistics }) => statistics.sharpeRatio!)));
  // The best one is run again: a repeat, which adds no trial.
  expect(detail.record.guards.trials).toMatchObject({ counted: true, family: 12, overlapping: 12 });
  expect(detail.record).toMatchObject({ tag: "demo", data: { isSynthetic: true } });
  expect(detail.record.notes).toContain("both engines ran it, and agree to the last bit");

  const store = (await session.existingStore())!;
  expect(store.list().map(({ id }) => id)).toEqual([detail.record.id]);
  expect(reportPath).toBe(join(folder, ".backsight/reports/demo.html"));
  expect(readFileSync(reportPath, "utf8")).toContain(detail.record.id);
  expect(existsSync(join(folder, "home/trials.db"))).toBe(true);
});
