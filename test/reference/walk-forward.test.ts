import { describe, expect, it } from "vitest";
import type { RowRange } from "../../src/optimize/splits/row-range.ts";
import { expandingRanges, rollingRanges } from "../../src/optimize/splits/spaced-ranges.ts";
import { timeSeriesSplits } from "../../src/optimize/splits/time-series-split.ts";
import { walkForwardRows } from "../../src/optimize/splits/walk-forward-rows.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const collection = readReference("09-walk-forward");

const inclusive = ({ start, end }: RowRange) => [start, end - 1];
const counted = (range: RowRange) => [...inclusive(range), range.end - range.start];
const rowsOf = ({ start, end }: RowRange) => Array.from({ length: end - start }, (_, i) => start + i);
type Numbers = Readonly<Record<string, number>>;

function timeSeries({ inputs, settings, expected }: ReferenceCase): void {
  const { observations = NaN, splits = NaN } = inputs as Numbers;
  const { testSize, gap, maxTrainSize } = settings as Readonly<Record<string, number | null>>;
  const options = {
    splits,
    testSize: testSize ?? undefined,
    gap: gap ?? undefined,
    maxTrainSize: maxTrainSize ?? undefined,
  };
  const windows = timeSeriesSplits(observations, options);
  expect(windows.map(({ train, test }) => ({ train: counted(train), test: counted(test) }))).toEqual(expected.splits);
}

function rolling({ inputs, settings, expected }: ReferenceCase): void {
  const { cnt: count, length } = settings as Numbers;
  expect(rollingRanges(inputs.observations as number, { count, length }).map(rowsOf)).toEqual(expected.ranges);
}

function expanding({ inputs, expected }: ReferenceCase): void {
  const { observations = NaN, minLength, n: count } = inputs as Numbers;
  expect(expandingRanges(observations, { minLength, count }).map(rowsOf)).toEqual(expected.ranges);
}

/** Of many windows the collection lists the first three and the last two. */
function walkForward({ inputs, settings, expected }: ReferenceCase): void {
  const { observations = NaN, train = NaN, test = NaN } = inputs as Numbers;
  const { step, purgeBetween: purge } = settings as Numbers;
  const windows = walkForwardRows(observations, { train, test, step, purge, isAnchored: settings.anchored === true });
  expect(windows).toHaveLength(expected.count as number);
  const listed = expected.windows as readonly unknown[];
  const shown = windows.length === listed.length ? windows : [...windows.slice(0, 3), ...windows.slice(-2)];
  expect(shown.map((window) => [inclusive(window.train), inclusive(window.test)])).toEqual(listed);
  const outOfSample = windows.flatMap((window) => rowsOf(window.outOfSample));
  expect(new Set(outOfSample).size).toBe(outOfSample.length);
  expect(outOfSample).toHaveLength(expected.outOfSampleRows as number);
}

const CHECKS: readonly (readonly [string, (reference: ReferenceCase) => void])[] = [
  ["tss-", timeSeries],
  ["vbt-range", rolling],
  ["vbt-expanding", expanding],
  ["wf-", walkForward],
];

describe.skipIf(collection === undefined)(
  "reference: walk-forward windows (skipped when ../shared/reference is absent)",
  () => {
    it.each(collection?.cases.map((reference) => [reference.id, reference] as const) ?? [])("%s", (id, reference) => {
      const check = CHECKS.find(([start]) => id.startsWith(start))?.[1];
      if (check === undefined) throw new Error(`no check for ${id}`);
      check(reference);
    });
  },
);
