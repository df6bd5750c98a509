import type { Json } from "../../core/canonical-json.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { comparisonDoubts } from "../html/comparison-sections.ts";
import { metricValue } from "../run-facts.ts";
import { finiteOrNull } from "../trade-document.ts";
import { comparedHashes } from "./compared-hashes.ts";
import { specDifferences } from "./spec-differences.ts";

/**
 * Two runs compared, as the one JSON document that `runs compare --json` prints: what differs in their descriptions,
 * which hashes they share, and every metric of either with `difference` = b − a. Numbers that JSON can't hold are null.
 */
export function comparisonDocument(a: RunRecord, b: RunRecord): Json {
  const { params, settings } = specDifferences(a, b);
  const ids = [...new Set([...Object.keys(a.metrics), ...Object.keys(b.metrics)])];
  const metrics = ids.map((id): [string, Json] => {
    const [first, second] = [metricValue(a, id), metricValue(b, id)];
    return [id, { a: finiteOrNull(first), b: finiteOrNull(second), difference: finiteOrNull(second - first) }];
  });
  return {
    a: identity(a),
    b: identity(b),
    same: { ...comparedHashes(a, b) },
    doubts: comparisonDoubts(a, b),
    params: params as unknown as Json,
    settings: settings as unknown as Json,
    metrics: Object.fromEntries(metrics),
  };
}

function identity({ id, createdAt, spec, data, tag }: RunRecord): Json {
  const { symbol, timeframe, start, end } = data;
  return { id, createdAt, strategy: spec.strategy.name, params: spec.params, symbol, timeframe, start, end, tag };
}
