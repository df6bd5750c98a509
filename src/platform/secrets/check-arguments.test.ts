import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { checkArguments } from "./check-arguments.ts";

describe("checkArguments", () => {
  const env = { MASSIVE_API_KEY: "canary-key", BACKSIGHT_PASSPHRASE: "run", POLYGON_API_KEY: "" };

  it.each([
    [["run", "x", "--note", "my canary-key"], "argument 4 holds the value of MASSIVE_API_KEY"],
    [["data", "show", "polygon:SPY?apiKey=canary"], "argument 3 holds what looks like a key"],
    [["keys", "--password=canary"], "argument 2 holds what looks like a key"],
  ])("refuses %j and shows nothing of it", (args, says) => {
    const error = thrown(() => checkArguments(args, env));
    expect([error.code, error.message]).toEqual(["BACKSIGHT_USAGE", expect.stringContaining(says)]);
    expect(error.message).not.toContain("canary");
  });

  it("lets ordinary arguments pass, and doesn't take a short word for a secret", () => {
    const args = ["run", "sma-cross", "--data", "csv:a.csv?symbol=KEY&tz=UTC", "--param", "fast=10", "MASSIVE_API_KEY"];
    expect(() => checkArguments(args, env)).not.toThrow();
  });
});
