import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { checkHoldsNoKeys } from "./config-keys-check.ts";
import { CONFIG_TEMPLATE } from "./project-templates.ts";

describe("checkHoldsNoKeys", () => {
  it.each([
    ["polygon:\n  api_key: canary1", 2],
    ["polygon: { apiKey: canary1 }", 1],
    ["polygon: { bucket: flat, secret_access_key: 'canary1' }", 1],
    ["data:\n\n  token: canary1", 3],
    ['"password": canary1', 1],
    ['data: { source: "polygon:SPY@1d?apiKey=canary1" }', 1],
    ["polygon: { bucket: canary1Zx93Kq7LmVt20RbWyUoPn }", 1],
    ["data: { cache_dir: 0f8fad5b-d9cb-469f-a165-70867728950e }", 1],
    ["api_key: !canary1 x", 1],
    ["password: 'canary1\n", 1],
  ])("refuses %j, names the line, shows nothing of it", (text, line) => {
    const error = thrown(() => checkHoldsNoKeys("config.yaml", text));
    expect(error.code).toBe("BACKSIGHT_CONFIG");
    expect(error.message).toContain(`config.yaml: line ${line} holds what looks like a key`);
    expect(error.message).toContain("backsight keys set");
    expect(JSON.stringify(error) + error.message).not.toContain("canary1");
  });

  it.each([
    [CONFIG_TEMPLATE],
    ["# MASSIVE_API_KEY: canary1"],
    ["polygon: { endpoint: https://files.polygon.io, bucket: flatfiles }"],
    ['data: { source: "csv:data/2024-01-31-prices-and-a-long-file-name.csv?symbol=SPY&tz=America/New_York" }'],
    ["data: { cache_dir: /srv/backsight/cache/2024/everything-that-was-downloaded }"],
    ["api_key:"],
  ])("lets %j pass", (text) => expect(() => checkHoldsNoKeys("config.yaml", text)).not.toThrow());
});
