import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { thrown } from "../../test/support/thrown.ts";
import { isBacksightError } from "../core/errors.ts";
import { INDICATORS } from "./catalogue.ts";
import { compute, type Indicator } from "./indicator.ts";

/** A row of the table in docs/indicators.md. */
interface Row {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly params: readonly number[];
  readonly outputs: readonly string[];
  readonly firstDefined: number;
}

type IndicatorFunction = (...args: unknown[]) => Float64Array | Readonly<Record<string, Float64Array>>;

const docs = readFileSync(new URL("../../docs/indicators.md", import.meta.url), "utf8");
const rows = [...docs.matchAll(/^\| (\w+) \| `\1\(([^)]*)\)` \| ([^|]+) \| [^|]+ \| (\d+) \|$/gm)].map(
  ([, name, args, outputs, firstDefined]): Row => {
    const list = args!.split(", ");
    return {
      name: name!,
      inputs: list.filter((arg) => Number.isNaN(Number(arg))),
      params: list.map(Number).filter((arg) => !Number.isNaN(arg)),
      outputs: outputs!.split(", "),
      firstDefined: Number(firstDefined),
    };
  },
);

const bars = randomMarket("lively", 12, 200);
const columnOf = (name: string): Float64Array => {
  if (name === "other") return bars.open;
  return bars[name as "open" | "high" | "low" | "close" | "volume"];
};

async function functionOf({ name }: Indicator): Promise<IndicatorFunction> {
  const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const module = (await import(new URL(`./${file}.ts`, import.meta.url).href)) as Record<string, unknown>;
  return module[name] as IndicatorFunction;
}

function withoutSession(inputs: readonly string[]): string[] {
  return inputs.filter((name) => name !== "session");
}

it("has a row in docs/indicators.md for every indicator, in its order", () => {
  expect(rows.map(({ name }) => name)).toStrictEqual(INDICATORS.map(({ name }) => name));
  expect(new Set(INDICATORS.map(({ name }) => name)).size).toBe(INDICATORS.length);
});

describe.each(INDICATORS.map((indicator, k) => [indicator.name, indicator, rows[k]!] as const))(
  "%s",
  (_, indicator, row) => {
    it("reads and gives what its row says", () => {
      const inputs = withoutSession(indicator.inputs).map((name) => (name === "source" ? "close" : name));
      expect(row.inputs).toStrictEqual(inputs);
      expect(row.params.length).toBe(indicator.params.length);
      expect(row.outputs).toStrictEqual([...indicator.outputs]);
      expect(row.firstDefined).toBe(indicator.firstDefined(row.params));
      expect(() => indicator.check(row.params)).not.toThrow();
    });

    it("is a function of its name in a file of its name, called as its row shows, with those parameters by default", async () => {
      const call = await functionOf(indicator);
      const columns = row.inputs.map(columnOf);
      const options = { session: bars.session };
      const given = call(...columns, ...row.params, options);
      const outputs = given instanceof Float64Array ? [given] : indicator.outputs.map((name) => given[name]!);
      for (const column of outputs) {
        expect(column.findIndex((value) => !Number.isNaN(value))).toBe(row.firstDefined);
      }
      if (row.params.length === 0) return;
      try {
        expect(call(...columns)).toStrictEqual(given);
      } catch (error) {
        if (!isBacksightError(error)) throw error;
        expect(error.details, "a parameter that must be given").toMatchObject({ value: undefined });
      }
    });

    it("hands the tick grid on", async () => {
      const call = await functionOf(indicator);
      const options = { session: bars.session, ticksPerUnit: 100 };
      const given = call(...row.inputs.map(columnOf), ...row.params, options);
      const inputs = indicator.inputs.map((name, k) =>
        name === "session" ? Float64Array.from(bars.session) : columnOf(row.inputs[k]!),
      );
      const expected = compute(indicator, inputs, row.params, { ticksPerUnit: 100 });
      expect(given instanceof Float64Array ? { [indicator.outputs[0]!]: given } : given).toStrictEqual(expected);
      const wrongGrid = () => call(...row.inputs.map(columnOf), ...row.params, { ...options, ticksPerUnit: 3 });
      expect(thrown(wrongGrid).code).toBe("BACKSIGHT_ARGUMENT");
    });
  },
);
