import { type RandomStream, randomStream } from "../../src/core/random.ts";
import type { Bars } from "../../src/market/bars.ts";
import { mean, standardDeviation } from "../../src/math/moments.ts";
import { type Span, survivorship } from "../../src/validation/audits/survivorship.ts";
import { type AuditedColumns, auditLookAhead, type LookAheadFinding } from "../../src/validation/look-ahead-audit.ts";
import { walkBars } from "./walk-bars.ts";

/** A strategy on plain arrays: a mask of entries. */
type Rule = (bars: Bars) => Uint8Array;

/** Makes one strategy out of many of its kind. */
type RuleFamily = (random: RandomStream) => Rule;

const between = (random: RandomStream, least: number, most: number) => least + random.below(most - least + 1);
const whereOf = (length: number, holds: (i: number) => boolean) =>
  Uint8Array.from({ length }, (_, i) => (holds(i) ? 1 : 0));
const around = (values: Float64Array, from: number, to: number) =>
  mean(values.subarray(Math.max(0, from), Math.min(values.length, to + 1)));
const changeOf = ({ close }: Bars, i: number, look: number) => close[i]! / (close[i - look] ?? NaN) - 1;

/** Strategies that know the future, each in its own way. */
export const LOOK_AHEADS: Readonly<Record<string, RuleFamily>> = {
  "centred window": (random) => {
    const half = between(random, 1, 20);
    return ({ close, length }) => whereOf(length, (i) => close[i]! > around(close, i - half, i + half));
  },
  "tomorrow's close": (random) => {
    const ahead = between(random, 1, 5);
    const least = random.uniform() * 0.01;
    return ({ close, length }) => whereOf(length, (i) => (close[i + ahead] ?? close[i]!) > close[i]! * (1 + least));
  },
  /** Bars joined to longer ones; each is labelled by its begin, and so known before its close. */
  "future resample label": (random) => {
    const bars = between(random, 2, 20);
    return ({ open, close, length }) =>
      whereOf(length, (i) => {
        const first = i - (i % bars);
        return close[Math.min(first + bars, length) - 1]! > open[first]!;
      });
  },
  "full-sample normalisation": (random) => {
    const limit = -0.2 - random.uniform();
    return ({ close, length }) => {
      const center = mean(close);
      const deviation = standardDeviation(close, 1);
      return whereOf(length, (i) => (close[i]! - center) / deviation < limit);
    };
  },
  /** A score of honest features with a share of what it is to predict. */
  "target in features": (random) => {
    const look = between(random, 2, 30);
    const ahead = between(random, 1, 10);
    const share = 0.1 + 0.9 * random.uniform();
    return (bars) =>
      whereOf(bars.length, (i) => {
        const target = (bars.close[i + ahead] ?? bars.close[i]!) / bars.close[i]! - 1;
        return (1 - share) * changeOf(bars, i, look) + share * target > 0;
      });
  },
};

/** Strategies that don't give the same answer twice. */
export const NONDETERMINISTIC: Readonly<Record<string, RuleFamily>> = {
  "random draws": (random) => {
    const chance = 0.01 + 0.5 * random.uniform();
    const unseeded = randomStream(random.nextUint32(), "goes on between two runs");
    return ({ length }) => whereOf(length, () => unseeded.uniform() < chance);
  },
  "something that outlives a run": (random) => {
    const look = between(random, 2, 30);
    let runs = 0;
    return (bars) => {
      runs++;
      return whereOf(bars.length, (i) => changeOf(bars, i, look + runs) > 0);
    };
  },
};

/** Strategies that only know the past. */
export const HONEST: Readonly<Record<string, RuleFamily>> = {
  "price above its average": (random) => {
    const window = between(random, 2, 60);
    return ({ close, length }) => whereOf(length, (i) => close[i]! > around(close, i - window + 1, i));
  },
  "two averages": (random) => {
    const fast = between(random, 2, 20);
    const slow = between(random, 21, 80);
    return ({ close, length }) =>
      whereOf(length, (i) => around(close, i - fast + 1, i) > around(close, i - slow + 1, i));
  },
  momentum: (random) => {
    const look = between(random, 1, 60);
    const least = 0.02 * random.uniform();
    return (bars) => whereOf(bars.length, (i) => changeOf(bars, i, look) > least);
  },
  "normalised by the past": (random) => {
    const window = between(random, 10, 60);
    const limit = -0.5 - random.uniform();
    return ({ close, length }) =>
      whereOf(length, (i) => {
        const past = close.subarray(Math.max(0, i - window + 1), i + 1);
        return (close[i]! - mean(past)) / standardDeviation(past, 1) < limit;
      });
  },
  /** Bars joined to longer ones; each is labelled by its end. */
  "resampled, labelled by the end": (random) => {
    const bars = between(random, 2, 20);
    return ({ open, close, length }) =>
      whereOf(length, (i) => {
        const first = i - ((i + 1) % bars) - bars + 1;
        return first >= 0 && close[first + bars - 1]! > open[first]!;
      });
  },
  "seeded draws": (random) => {
    const seed = random.nextUint32();
    const chance = 0.05 + 0.5 * random.uniform();
    return ({ length }) => {
      const own = randomStream(seed, "the same in every run");
      return whereOf(length, () => own.uniform() < chance);
    };
  },
};

const BARS = 300;
/** The longest look back of all families. */
const WARM_UP = 90;

/** What the audit says of one strategy of a family. */
export function auditOf(family: RuleFamily, seed: number, bars = walkBars(BARS, seed)): LookAheadFinding["status"] {
  const rule = family(randomStream(seed, "planted-faults/rule"));
  const evaluate = (part: Bars): AuditedColumns => new Map([["entries", rule(part)]]);
  const original = evaluate(bars);
  const entries = original.get("entries")!;
  return auditLookAhead({
    bars,
    evaluate,
    original,
    signalBars: Int32Array.from(entries.keys()).filter((i) => entries[i] === 1),
    warmUp: WARM_UP,
    random: randomStream(seed, "planted-faults/audit"),
    budgetMs: 250,
    // A clock that stands still: what is found depends on the seed alone.
    now: () => 0,
  }).status;
}

const SYMBOLS = 40;
const DAYS = 1000;
const PICKED = 8;

/** A universe in which instruments come and go; what is picked from the list of the last day is found out. */
export function survivorshipFound(seed: number, kind: "today's list" | "as of each date"): boolean {
  const random = randomStream(seed, "planted-faults/universe");
  const members: Span[] = Array.from({ length: SYMBOLS }, (_, k) => {
    const from = random.below(2) === 0 ? 0 : random.below(DAYS);
    const to = random.below(2) === 0 ? Infinity : from + random.below(DAYS);
    return { symbol: `S${k}`, from, to };
  });
  const pick = (from: readonly Span[]) => Array.from({ length: PICKED }, () => from[random.below(from.length)]!);
  const last = DAYS - 1;
  if (kind === "today's list") {
    const today = members.filter(({ from, to }) => from <= last && to >= last);
    const held = pick(today).map(({ symbol }) => ({ symbol, from: 0, to: last }));
    const found = survivorship(held, members, { priced: today.map(({ symbol }) => symbol), from: 0, to: last });
    return found.early.length > 0 || found.missing.length > 0;
  }
  const held = pick(members).map(({ symbol, from, to }) => {
    const first = from + random.below(Math.max(1, Math.min(to, last) - from));
    return { symbol, from: first, to: Math.max(first, Math.min(to, last)) };
  });
  const found = survivorship(held, members, { priced: members.map(({ symbol }) => symbol), from: 0, to: last });
  return found.early.length > 0 || found.missing.length > 0;
}
