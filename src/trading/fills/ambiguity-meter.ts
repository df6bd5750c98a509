/**
 * By how much trades could have gone otherwise, had their bars' prices come in another order. Per trade the worst and
 * the best of all that its bars could have brought, against what came of it; the sum over trades is the range. Nothing
 * is simulated again: what would have followed is left out.
 */
export class AmbiguityMeter {
  private readonly outcomes: { units: number; worth: number }[] = [];
  private worseBy = 0;
  private betterBy = 0;

  /** A bar of the trade under way could have made its `units` worth this much money. */
  add(units: number, worth: number): void {
    this.outcomes.push({ units, worth });
  }

  /** A split turned units into others. */
  restate(unitsOf: (units: number) => number): void {
    for (const outcome of this.outcomes) outcome.units = unitsOf(outcome.units);
  }

  /** What was held on received so much money a unit, which an earlier exit would have missed. */
  received(perUnit: number): void {
    for (const outcome of this.outcomes) outcome.worth -= perUnit * outcome.units;
  }

  /** The trade ended. @param worthOf what came of so many of its units, in money */
  settle(worthOf: (units: number) => number): void {
    [this.worseBy, this.betterBy] = this.rangeWith(worthOf);
    this.outcomes.length = 0;
  }

  /** The range of all trades, the one under way included at what it is worth now. */
  rangeWith(worthOf: (units: number) => number): readonly [worseBy: number, betterBy: number] {
    let worst = 0;
    let best = 0;
    for (const { units, worth } of this.outcomes) {
      const difference = worth - worthOf(units);
      worst = Math.min(worst, difference);
      best = Math.max(best, difference);
    }
    return [this.worseBy + worst, this.betterBy + best];
  }
}
