import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { checkWorkers, wantedThreads } from "./wanted-threads.ts";

it("takes a number as it is, and auto by whether threads pay", () => {
  expect([wantedThreads("3", false), wantedThreads("1", true)]).toEqual([3, 1]);
  for (const auto of ["auto", undefined])
    expect([wantedThreads(auto, false), wantedThreads(auto, true)]).toEqual([1, availableParallelism()]);
});

it.each(["0", "257", "two", "1.5", "-1", ""])("refuses %j, also where no thread is needed", (workers) => {
  const error = thrown(() => checkWorkers(workers));
  expect(error.code).toBe("BACKSIGHT_ARGUMENT");
  expect(error.message).toContain("--workers");
});
