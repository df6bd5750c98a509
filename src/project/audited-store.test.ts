import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runDetail } from "../../test/support/run-detail.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { openRunStore } from "../store/run-store.ts";
import { auditedStore } from "./audited-store.ts";

it("auditedStore notes what was kept and removed, and nothing that failed", () => {
  const events: unknown[] = [];
  const path = join(temporaryFolder(), "runs.db");
  const store = auditedStore(openRunStore(path), { record: (event) => void events.push(event) });
  onTestFinished(() => store.close());
  store.save(runDetail("abc1"));
  expect(store.list().map(({ id }) => id)).toEqual(["abc1"]);
  store.remove("abc1");
  expect(thrown(() => store.remove("abc1")).code).toBe("BACKSIGHT_RUN_UNKNOWN");
  expect(events).toEqual([
    { action: "run.store", subject: "abc1", outcome: "ok", detail: path },
    { action: "run.remove", subject: "abc1", outcome: "ok", detail: path },
  ]);
});
