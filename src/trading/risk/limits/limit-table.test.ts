import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NOT_FILLED_CODES } from "../../orders/order-columns.ts";
import { RISK_LIMIT_NAMES } from "../resolve-risk-limits.ts";
import { LIMITS } from "./limit-table.ts";

describe("the table of limits", () => {
  it("has a limit for every setting, and a reason for each", () => {
    const settings = RISK_LIMIT_NAMES.filter((name) => name !== "sectors" && name !== "onBreach");
    expect(LIMITS.map(({ setting }) => setting).sort()).toEqual([...settings].sort());
    const reasons = NOT_FILLED_CODES.filter((code) => code.startsWith("risk-"));
    expect(LIMITS.map(({ code }) => code).sort()).toEqual([...reasons].sort());
  });

  it("is what docs/risk.md says", () => {
    const page = readFileSync(new URL("../../../../docs/risk.md", import.meta.url), "utf8");
    const rows = page.split("\n").filter((line) => line.startsWith("| `max"));
    const flagOf = (setting: string) => `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} `;
    const cells = rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")));
    expect(cells.map(([, setting, , ...rest]) => [setting, ...rest.slice(0, 3)])).toEqual(
      LIMITS.map(({ setting, measures, action, code }) => [`\`${setting}\``, measures, action, `\`${code}\``]),
    );
    expect(cells.filter(([, , flag], k) => !flag!.includes(flagOf(LIMITS[k]!.setting)))).toEqual([]);
  });
});
