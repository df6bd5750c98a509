import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import { INDICATORS } from "../../../indicators/catalogue.ts";
import { compute, type Indicator } from "../../../indicators/indicator.ts";
import { type Bars, PRICE_COLUMNS } from "../../../market/bars.ts";

/** One step of a pipeline: an indicator of the catalogue by name; plain data. */
export interface FeatureSpec {
  /** "yangZhang", "edgeSpread", "zScore": `INDICATORS` lists them. */
  readonly feature: string;
  /** In the indicator's order. */
  readonly params?: readonly number[];
  /** What an indicator of any column is to read: a price column, or an earlier feature; the close without it. */
  readonly source?: string;
  /** The second column of those that need one. */
  readonly other?: string;
  /** Its name among the features; without it the indicator's with its parameters: "zScore(20)". */
  readonly as?: string;
}

export interface Feature {
  /** With several outputs: "bollinger(20,2).upper". */
  readonly name: string;
  /** As long as the bars; NaN before `firstDefined`. */
  readonly values: Float64Array;
  /** Index of the first bar that can have a value. */
  readonly firstDefined: number;
}

/**
 * Columns computed from bars by a declared pipeline, in its order, so that a step may read what an earlier one gave. Each
 * is an indicator: a value uses its own bar and earlier ones only.
 *
 * @example addFeatures(bars, [{ feature: "yangZhang", params: [20], as: "vol" }, { feature: "zScore", params: [60], source: "vol" }])
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for an unknown feature or column, BACKSIGHT_ARGUMENT for a name given
 * twice and for what the indicator refuses
 */
export function addFeatures(bars: Bars, pipeline: readonly FeatureSpec[]): ReadonlyMap<string, Feature> {
  const features = new Map<string, Feature>();
  for (const spec of pipeline) {
    const indicator = indicatorOf(spec.feature);
    const { params = [] } = spec;
    const sources = indicator.inputs.map((input) => columnOf(bars, features, nameOf(input, spec)));
    if (params.length !== indicator.params.length) {
      const rule = `${indicator.params.length} numbers (${indicator.params.join(", ")})`;
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `params of ${spec.feature}`, rule, value: params.length });
    }
    const values = compute(
      indicator,
      sources.map(({ column }) => column),
      params,
    );
    const before = Math.max(...sources.map(({ firstDefined }) => firstDefined));
    const base = spec.as ?? `${spec.feature}(${params.join(",")})`;
    for (const output of indicator.outputs) {
      const name = indicator.outputs.length === 1 ? base : `${base}.${output}`;
      if (features.has(name)) {
        const rule = "a name of its own (say `as`)";
        throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `feature ${name}`, rule, value: "given twice" });
      }
      features.set(name, { name, values: values[output]!, firstDefined: before + indicator.firstDefined(params) });
    }
  }
  return features;
}

function indicatorOf(name: string): Indicator {
  const indicator = INDICATORS.find((one) => one.name === name);
  if (indicator !== undefined) return indicator;
  const names = INDICATORS.map((one) => one.name);
  throw unknown("feature", name, names);
}

/** The column that an input of an indicator stands for. */
function nameOf(input: string, { source = "close", other = "open" }: FeatureSpec): string {
  return input === "source" ? source : input === "other" ? other : input;
}

function columnOf(bars: Bars, features: ReadonlyMap<string, Feature>, name: string) {
  const feature = features.get(name);
  if (feature !== undefined) return { column: feature.values, firstDefined: feature.firstDefined };
  if (name === "session") return { column: Float64Array.from(bars.session), firstDefined: 0 };
  const price = PRICE_COLUMNS.find((column) => column === name);
  if (price !== undefined) return { column: bars[price], firstDefined: 0 };
  throw unknown("column", name, [...PRICE_COLUMNS, ...features.keys()]);
}

function unknown(kind: string, name: string, known: readonly string[]): BacksightError {
  const hint = didYouMean(name, known);
  return new BacksightError("BACKSIGHT_OPTION_UNKNOWN", { kind, name, hint, known: known.join(", ") });
}
