import { expect, it } from "vitest";
import { thisProgram } from "./user-audit.ts";

it.each([
  [["node", "/x/dist/bundle/bin.js", "run", "sma-cross"], "backsight run"],
  [["node", "/x/src/bin.ts", "data", "fetch", "polygon:SPY@1d"], "backsight data fetch"],
  [["node", "/usr/bin/backsight", "data", "--json"], "backsight data"],
  [["node", "/usr/bin/backsight", "data", "aVeryLong1Key"], "backsight data"],
  [["node", "/usr/bin/backsight", "s3cret=1"], "backsight"],
  [["node", "/home/me/study.ts", "run", "secret"], "study"],
  [["node"], "node"],
])("%j is %s, and no more of it is noted", (argv, program) => {
  expect(thisProgram(argv)).toBe(program);
});
