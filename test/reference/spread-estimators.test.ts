import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { abdiRanaldoSpread } from "../../src/math/spread-estimators/abdi-ranaldo-spread.ts";
import { corwinSchultzSpread } from "../../src/math/spread-estimators/corwin-schultz-spread.ts";
import { edgeSpread } from "../../src/math/spread-estimators/edge-spread.ts";
import { rollSpread } from "../../src/math/spread-estimators/roll-spread.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const collection = readReference("06-costs-impact");
const cases = (collection?.cases ?? []).filter(({ expected, inputs }) => "spread" in expected && "data" in inputs);

describe.skipIf(collection === undefined)("spread estimators (skipped where ../shared/reference isn't at hand)", () => {
  test.each(cases)("$id", (example) => {
    const estimate = estimateOf(example);
    const wanted = example.expected.spread as number;
    expect(Math.abs(estimate / wanted - 1)).toBeLessThan(example.tolerance.relative as number);
  });
});

function estimateOf({ id, inputs, settings }: ReferenceCase): number {
  const { open, high, low, close } = pricesOf(String(inputs.data), inputs.rows);
  const kind = /^(edge|spread-(AR|CS|ROLL|EDGE))/.exec(id)?.[0];
  if (kind === "edge" || kind === "spread-EDGE")
    return edgeSpread(open, high, low, close, settings.sign === true || settings.signed === true);
  if (kind === "spread-AR") return abdiRanaldoSpread(high, low, close);
  if (kind === "spread-CS") return corwinSchultzSpread(high, low, close);
  expect(kind).toBe("spread-ROLL");
  return rollSpread(close);
}

/** "data/x.csv (first 250 rows)", or rows: "first 10"; an empty field is missing. */
function pricesOf(data: string, rows: unknown) {
  const [name] = data.split(" ");
  const file = new URL(`../../../shared/reference/${name}`, import.meta.url);
  expect(existsSync(file), String(file)).toBe(true);
  const [header, ...lines] = readFileSync(file, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const count = Number(/first (\d+)/.exec(`${data} ${String(rows)}`)?.[1] ?? lines.length);
  const column = (name: string) => {
    const at = header!.findIndex((text) => text.toLowerCase() === name);
    return Float64Array.from(lines.slice(0, count), (line) =>
      line[at] === "" || line[at] === undefined ? NaN : Number(line[at]),
    );
  };
  return { open: column("open"), high: column("high"), low: column("low"), close: column("close") };
}
