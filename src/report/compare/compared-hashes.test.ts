import { expect, it } from "vitest";
import { runRecord } from "../../../test/support/run-detail.ts";
import { comparedHashes } from "./compared-hashes.ts";

const { spec } = runRecord("a");

it("comparedHashes says which are shared", () => {
  const same = { specHash: true, dataHash: true, codeHash: true, resultHash: true };
  expect(comparedHashes(runRecord("a"), runRecord("b"))).toEqual(same);
  for (const hash of ["specHash", "dataHash", "resultHash"] as const) {
    expect(comparedHashes(runRecord("a"), runRecord("b", { [hash]: "x" }))).toEqual({ ...same, [hash]: false });
  }
  const strategy = { ...spec.strategy, codeHash: "x" };
  expect(comparedHashes(runRecord("a"), runRecord("b", { spec: { ...spec, strategy } }))).toEqual({
    ...same,
    codeHash: false,
  });
});
