import type { Ratio } from "../../data/prepare/ratio.ts";

/** A split that was applied before the open of a bar. */
export interface AppliedSplit {
  readonly bar: number;
  /** Old shares per new one: what prices are multiplied by. */
  readonly ratio: Ratio;
  /** How many of the instrument's fills had come before it. */
  readonly fillsBefore: number;
}

/** A price per old share as one per new share. */
export function priceAfter({ numerator, denominator }: Ratio, price: number): number {
  return (price * numerator) / denominator;
}

/** Old shares as new ones. */
export function unitsAfter({ numerator, denominator }: Ratio, units: number): number {
  return (units * denominator) / numerator;
}

/** The splits of one instrument so far: turns what was decided in old shares into today's. */
export class SplitHistory {
  private readonly splits: AppliedSplit[] = [];

  /** In order of time. */
  get all(): readonly AppliedSplit[] {
    return this.splits;
  }

  add(split: AppliedSplit): void {
    this.splits.push(split);
  }

  /** A price in shares of bar `bar`, in today's shares. */
  priceSince(price: number, bar: number): number {
    return priceToday(price, bar, this.splits);
  }

  /** Shares of bar `bar`, in today's. */
  unitsSince(units: number, bar: number): number {
    let restated = units;
    for (const split of this.splits) if (split.bar > bar) restated = unitsAfter(split.ratio, restated);
    return restated;
  }
}

/** A price in shares of bar `bar`, in shares after all of the splits. */
export function priceToday(price: number, bar: number, splits: readonly AppliedSplit[]): number {
  let restated = price;
  for (const split of splits) if (split.bar > bar) restated = priceAfter(split.ratio, restated);
  return restated;
}

/** A price in shares of bar `bar` as one in shares of bar `at`, an earlier one. */
export function priceInSharesOf(at: number, price: number, bar: number, splits: readonly AppliedSplit[]): number {
  let restated = price;
  for (const split of splits) {
    if (split.bar > at && split.bar <= bar) restated = (restated * split.ratio.denominator) / split.ratio.numerator;
  }
  return restated;
}
