import { writeFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { execute } from "../run/execute.ts";
import { prepareRun } from "./prepare-run.ts";
import { repeatRun, throwIfChanged } from "./repeat-run.ts";
import { openSession } from "./session.ts";

const row = (day: number, close: number) => `2024-01-${String(day).padStart(2, "0")},10,12,9,${close},100\n`;
const HEAD = "date,open,high,low,close,volume\n";
const days = Array.from({ length: 20 }, (_, i) => row(i + 1, 10 + (i % 2)));
const STRATEGY = `import { defineStrategy } from "backsight";
export default defineStrategy({ name: "mine", signals: ({ close }) => ({ entries: close.gt(10), exits: close.le(10) }) });
`;
const quiet = () => {};

async function firstRun() {
  projectFolder({ "prices.csv": HEAD + days.join(""), "mine.ts": STRATEGY });
  const session = openSession({ store: false });
  onTestFinished(() => session.close());
  const wish = { strategy: "mine.ts", data: "csv:prices.csv?calendar=24x7", params: {}, flags: {}, seed: 1 };
  const { detail } = await execute(await prepareRun(wish, null, {}), await session.ports());
  return { session, record: detail.record };
}

it("gives the same hashes again, and the orders that the store doesn't keep", async () => {
  const { session, record } = await firstRun();
  const repeated = await repeatRun(session, record, quiet);
  expect(repeated.changed).toEqual([]);
  throwIfChanged(record, repeated);
  expect(repeated.outcome.account.books[0]!.orders.length).toBeGreaterThan(0);
});

it("names the prices when they changed", async () => {
  const { session, record } = await firstRun();
  writeFileSync("prices.csv", HEAD + [...days.slice(0, -1), row(20, 12)].join(""));
  const repeated = await repeatRun(session, record, quiet);
  expect(repeated.changed).toContain("dataHash");
  const error = thrown(() => throwIfChanged(record, repeated));
  expect(error).toMatchObject({ code: "BACKSIGHT_RERUN", fix: "The prices are not the ones of that run." });
});

it("names the code when that changed", async () => {
  const { session, record } = await firstRun();
  const { strategy } = record.spec;
  const before = {
    ...record,
    specHash: "other",
    spec: { ...record.spec, strategy: { ...strategy, codeHash: "other" } },
  };
  const error = thrown(() =>
    throwIfChanged(before, { outcome: { detail: { record } }, changed: ["specHash"] } as never),
  );
  expect(error.fix).toBe("The strategy's code is not the one of that run.");
  const repeated = await repeatRun(session, { ...record, resultHash: "other" }, quiet);
  expect(repeated.changed).toEqual(["resultHash"]);
  expect(thrown(() => throwIfChanged(record, repeated)).fix).toMatch(/^Neither prices nor code changed/);
});

it("repeats a run on the engine that it was made with", async () => {
  const { session, record } = await firstRun();
  expect(record.engine).toBe("vector");
  const { outcome, changed } = await repeatRun(session, { ...record, engine: "event" }, quiet);
  expect([outcome.detail.record.engine, changed]).toEqual(["event", []]);
});
