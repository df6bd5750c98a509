import { describe, expect, it } from "vitest";
import { runRecord } from "../../../test/support/run-detail.ts";
import type { ExecutionSettings } from "../../run/run-spec.ts";
import { specDifferences } from "./spec-differences.ts";

const { spec } = runRecord("a");
const withSpec = (changes: Partial<typeof spec>) => runRecord("b", { spec: { ...spec, ...changes } });
const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);

describe("specDifferences", () => {
  it("has nothing to say of one description", () => {
    expect(specDifferences(runRecord("a"), runRecord("b"))).toEqual({ params: [], settings: [] });
  });

  it("names parameters of either run, null where only one has it", () => {
    const b = withSpec({ params: { fast: 20, slow: 50, exact: true, look: 5 } });
    expect(specDifferences(runRecord("a"), b).params).toEqual([
      { name: "fast", a: 10, b: 20 },
      { name: "mode", a: "long", b: null },
      { name: "look", a: null, b: 5 },
    ]);
  });

  it("leaves out no setting", () => {
    for (const name of Object.keys(spec.settings) as (keyof ExecutionSettings)[]) {
      const b = withSpec({ settings: { ...spec.settings, [name]: "another" } });
      const { settings } = specDifferences(runRecord("a"), b);
      expect(settings).toEqual([{ name, a: spec.settings[name], b: "another" }]);
    }
  });

  it("leaves out nothing else of the description", () => {
    const url = "file:///home/ann/mine.ts";
    const b = withSpec({
      strategy: { source: "file", name: "mine", url, codeHash: "d" },
      data: "csv:/x.csv",
      from: 1,
      to: 2,
      seed: 3,
      rulesVersion: 9,
    });
    expect(names(specDifferences(runRecord("a"), b).settings)).toEqual([
      "strategy",
      "strategyFile",
      "data",
      "from",
      "to",
      "seed",
      "rulesVersion",
    ]);
    const engines = specDifferences(
      runRecord("a"),
      runRecord("b", { engine: "event", backsightVersion: "9" }),
    ).settings;
    expect(names(engines)).toEqual(["engine", "backsightVersion"]);
  });
});
