import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { BacksightError } from "../core/errors.ts";
import { randomStream } from "../core/random.ts";
import type { Bars } from "../market/bars.ts";
import { type AuditedColumns, auditLookAhead, type LookAheadAudit, type LookAheadFinding } from "./look-ahead-audit.ts";

type Evaluate = (bars: Bars) => AuditedColumns;

/** A mask from a rule per bar. */
function where(bars: Bars, rule: (i: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: bars.length }, (_, i) => (rule(i) ? 1 : 0));
}

function onlyEntries(rule: (bars: Bars, i: number) => boolean): Evaluate {
  return (bars) => new Map([["entries", where(bars, (i) => rule(bars, i))]]);
}

function signalsOf(columns: AuditedColumns): Int32Array {
  const entries = columns.get("entries")!;
  return Int32Array.from(entries.keys()).filter((i) => entries[i] === 1);
}

function audit(evaluate: Evaluate, bars: Bars, seed: number, more: Partial<LookAheadAudit> = {}): LookAheadFinding {
  const original = evaluate(bars);
  return auditLookAhead({
    bars,
    evaluate,
    original,
    signalBars: signalsOf(original),
    warmUp: 0,
    random: randomStream(seed, "audit"),
    budgetMs: 1000,
    now: () => 0,
    ...more,
  });
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Strategies that use the future, each in its own way. */
const CHEATS: Record<string, Evaluate> = {
  "tomorrow's close": onlyEntries(({ close }, i) => close[i + 1]! > close[i]!),
  "tomorrow's close, and yes where there is none": onlyEntries(({ close }, i) => !(close[i + 1]! <= close[i]!)),
  "tomorrow's open": onlyEntries(({ open, close }, i) => (open[i + 1] ?? close[i]!) > close[i]!),
  "tomorrow's open, and yes where there is none": onlyEntries(({ open, close }, i) => !(open[i + 1]! <= close[i]!)),
  "a centred mean": onlyEntries(({ close }, i) => close[i]! > mean(close.subarray(Math.max(0, i - 5), i + 6))),
  "a normalisation by the whole sample": (bars) => {
    const center = mean(bars.close);
    const scale = Math.sqrt(mean(bars.close.map((price) => (price - center) * (price - center))));
    const score = bars.close.map((price) => (price - center) / scale);
    return new Map<string, Float64Array | Uint8Array>([
      ["entries", where(bars, (i) => score[i]! < -0.2)],
      ["score", score],
    ]);
  },
  "a maximum over the whole series": (bars) => {
    const top = bars.high.reduce((a, b) => Math.max(a, b));
    return new Map([["entries", where(bars, (i) => bars.close[i]! < 0.97 * top)]]);
  },
  "the number of bars": onlyEntries((bars, i) => i % 7 === bars.length % 7),
  "a peek only where it signals anyway": onlyEntries(
    ({ close }, i) => close[i]! > close[i - 3]! && !(close[i + 1]! <= close[i]!),
  ),
  "a peek of five bars, and yes where there are none": onlyEntries(({ close }, i) => !(close[i + 5]! <= close[i]!)),
  "a plot that is drawn backwards": (bars) => {
    const smooth = bars.close.slice();
    for (let i = bars.length - 2; i >= 0; i--) smooth[i] = (smooth[i]! + 3 * smooth[i + 1]!) / 4;
    return new Map<string, Float64Array | Uint8Array>([
      ["entries", where(bars, (i) => i % 10 === 0)],
      ["plot.smooth", smooth],
    ]);
  },
};

describe("auditLookAhead: cheats", () => {
  it.each(Object.keys(CHEATS))("catches %s, whatever the data and the seed", (name) => {
    for (let seed = 0; seed < 100; seed++) {
      const bars = walkBars(240, seed);
      const finding = audit(CHEATS[name]!, bars, seed);
      expect(finding.status, `seed ${seed}`).toBe("failed");
      const { bar, cut, time } = finding.finding!;
      expect(bar).toBeLessThanOrEqual(cut);
      expect(time).toBe(bars.time[bar]);
    }
  });

  it("names the column, the first changed bar and the cut", () => {
    const bars = walkBars(100, 5);
    const finding = audit(
      (some) =>
        new Map<string, Float64Array | Uint8Array>([
          ["entries", where(some, (i) => i === 40)],
          ["plot.next", some.close.map((_, i) => some.close[i + 1] ?? NaN)],
        ]),
      bars,
      5,
    );
    expect(finding.status).toBe("failed");
    const { column, bar, cut, kind } = finding.finding!;
    expect({ column, kind }).toEqual({ column: "plot.next", kind: "future removed" });
    expect(bar).toBe(cut);
  });

  it("tells the two ways of taking the future apart", () => {
    const hidden = audit(CHEATS["tomorrow's close, and yes where there is none"]!, walkBars(240, 1), 1);
    expect(hidden.finding!.kind).toBe("future replaced");
    expect(audit(CHEATS["tomorrow's close"]!, walkBars(240, 1), 1).finding!.kind).toBe("future removed");
  });

  it("holds 0 and -0 apart, and NaN equal to NaN", () => {
    const zeros = (zero: (bars: Bars) => number): Evaluate => {
      const entries = onlyEntries((_, i) => i % 9 === 0);
      return (bars) => new Map([...entries(bars), ["plot", new Float64Array(bars.length).fill(zero(bars))]]);
    };
    expect(
      audit(
        zeros((bars) => (bars.length === 100 ? 0 : -0)),
        walkBars(100, 1),
        1,
      ).status,
    ).toBe("failed");
    expect(
      audit(
        zeros(() => NaN),
        walkBars(100, 1),
        1,
      ).status,
    ).toBe("passed");
  });

  it("fails a column that is gone, new, or of another length on a prefix", () => {
    const entries = onlyEntries((_, i) => i % 9 === 0);
    const isWhole = (bars: Bars) => bars.length === 100;
    const odd: Evaluate[] = [
      (bars) => new Map([...entries(bars), ...(isWhole(bars) ? [["odd", bars.close] as const] : [])]),
      (bars) => new Map([...entries(bars), ...(isWhole(bars) ? [] : [["odd", bars.close] as const])]),
      (bars) => new Map([...entries(bars), ["odd", isWhole(bars) ? bars.close : new Float64Array(100)]]),
    ];
    for (const evaluate of odd) {
      const { status, finding } = audit(evaluate, walkBars(100, 1), 1);
      expect(status).toBe("failed");
      expect(finding!.column).toBe("odd");
      expect(finding!.bar).toBe(finding!.cut);
    }
  });

  it("isn't deceived by a strategy that hands out the same array each time", () => {
    const shared = new Uint8Array(240);
    const cheat = CHEATS["tomorrow's close"]!;
    const finding = audit(
      (bars) => {
        shared.set(cheat(bars).get("entries")!);
        return new Map([["entries", shared.subarray(0, bars.length)]]);
      },
      walkBars(240, 1),
      1,
    );
    expect(finding.status).toBe("failed");
  });
});

describe("auditLookAhead: strategies that throw", () => {
  const everyNinth = onlyEntries((_, i) => i % 9 === 0);
  const bars = walkBars(100, 1);

  it("fails one that needs more bars than it had when it signalled", () => {
    const needy: Evaluate = (some) => {
      if (some.length < 50) throw new Error("need 50 bars");
      return everyNinth(some);
    };
    const { status, finding } = audit(needy, bars, 1);
    expect(status).toBe("failed");
    expect(finding!.column).toBe("all columns (the strategy threw: need 50 bars)");
    expect(finding!.bar).toBe(finding!.cut);
    expect(audit(needy, bars, 1, { warmUp: 50 }).status).toBe("passed");
  });

  it("doesn't hold it against one that hadn't signalled yet", () => {
    for (let seed = 0; seed < 50; seed++) {
      const late: Evaluate = (some) => {
        if (some.length < 60) throw new Error("need 60 bars");
        return onlyEntries((_, i) => i >= 60 && i % 9 === 0)(some);
      };
      const { status, boundaries } = audit(late, bars, seed);
      expect(status).toBe("passed");
      expect(boundaries).toBeGreaterThanOrEqual(4);
    }
  });

  it("leaves out futures that the strategy refuses", () => {
    const strict: Evaluate = (some) => {
      if (some.length === 100 && some.close[99] !== bars.close[99]) throw new Error("unexpected price");
      return everyNinth(some);
    };
    expect(audit(strict, bars, 1)).toEqual({ status: "not checked", boundaries: 0, finding: null });
  });

  it("calls one that throws the second time nondeterministic, and passes a cancellation on", () => {
    let calls = 0;
    const moody: Evaluate = (some) => {
      calls++;
      if (calls > 1) throw new Error("no more");
      return everyNinth(some);
    };
    expect(audit(moody, bars, 1).status).toBe("nondeterministic");
    const cancelled = () => {
      throw new BacksightError("BACKSIGHT_CANCELLED", {});
    };
    expect(() => audit(everyNinth, bars, 1, { evaluate: cancelled })).toThrow("stopped by request");
  });
});

describe("auditLookAhead: nondeterminism", () => {
  it("is reported as such, with the place", () => {
    let calls = 0;
    const counting: Evaluate = (bars) => {
      calls++;
      return new Map([["entries", where(bars, (i) => i % 9 === 0 || (i > 30 && i % 10 === calls))]]);
    };
    const { status, boundaries, finding } = audit(counting, walkBars(100, 1), 1);
    expect({ status, boundaries, kind: finding!.kind }).toEqual({
      status: "nondeterministic",
      boundaries: 0,
      kind: "same input twice",
    });
    // The first call gives bar 31, the second doesn't.
    expect(finding!.bar).toBe(31);
  });

  it("isn't taken for look-ahead when it comes late", () => {
    for (let late = 3; late < 20; late++) {
      let calls = 0;
      const moody: Evaluate = (bars) => {
        calls++;
        return new Map([["entries", where(bars, (i) => i % 9 === 0 && !(calls === late && i === 0))]]);
      };
      expect(audit(moody, walkBars(100, 1), 1).status, `call ${late}`).toBe("nondeterministic");
    }
  });
});

describe("auditLookAhead: time and boundaries", () => {
  const honest = onlyEntries(({ close }, i) => close[i]! > close[i - 1]!);
  const bars = walkBars(1000, 1);

  /** A clock that only evaluations move, by `msPerBar` for each bar, and the bars evaluated. */
  function timed(msPerBar: number, budgetMs: number): LookAheadFinding & { readonly spentMs: number } {
    let time = 0;
    const evaluate: Evaluate = (some) => {
      time += msPerBar * some.length;
      return honest(some);
    };
    const finding = audit(evaluate, bars, 1, { now: () => time, budgetMs });
    // Without the caller's own evaluation and the repetition.
    return { ...finding, spentMs: time - 2 * msPerBar * bars.length };
  }

  it("tests ten boundaries when there is time", () => {
    const { status, boundaries, spentMs } = timed(0.01, 250);
    expect({ status, boundaries }).toEqual({ status: "passed", boundaries: 10 });
    expect(spentMs).toBeLessThanOrEqual(250);
  });

  it("never takes longer than the budget or one evaluation, and says what it didn't check", () => {
    for (const msPerBar of [0.02, 0.05, 0.1, 0.2, 0.5, 1, 10]) {
      const { status, boundaries, spentMs } = timed(msPerBar, 250);
      expect(spentMs).toBeLessThanOrEqual(Math.max(250, 1000 * msPerBar));
      expect(status).toBe(boundaries < 3 ? "not checked" : "passed");
      expect(boundaries).toBeLessThanOrEqual(10);
    }
    expect(timed(0.05, 250).boundaries).toBeGreaterThanOrEqual(5);
  });

  it("says not checked without a signal, and without room to cut", () => {
    const silent = audit(
      onlyEntries(() => false),
      bars,
      1,
    );
    expect(silent).toEqual({ status: "not checked", boundaries: 2, finding: null });
    expect(audit(honest, bars, 1, { warmUp: 1000 })).toEqual({ status: "not checked", boundaries: 0, finding: null });
    expect(audit(honest, walkBars(1, 1), 1)).toEqual({ status: "not checked", boundaries: 0, finding: null });
  });

  it("reports a failure however few boundaries there were", () => {
    let time = 0;
    const slow: Evaluate = (some) => {
      time += some.length;
      return CHEATS["tomorrow's close"]!(some);
    };
    const { status, boundaries } = audit(slow, bars, 1, { now: () => time, budgetMs: 0 });
    expect({ status, boundaries }).toEqual({ status: "failed", boundaries: 0 });
  });
});

/** Values per bar that use nothing later than the bar: the plain meaning of a causal window. */
type Causal = (bars: Bars) => Float64Array;

function window(source: Causal, length: number, fold: (values: Float64Array) => number): Causal {
  return (bars) => {
    const values = source(bars);
    return values.map((_, i) => (i < length - 1 ? NaN : fold(values.subarray(i - length + 1, i + 1))));
  };
}

function exponential(source: Causal, length: number): Causal {
  return (bars) => {
    let state = NaN;
    return source(bars).map((value) => {
      state = Number.isNaN(state) ? value : state + (value - state) * (2 / (length + 1));
      return state;
    });
  };
}

function pairwise(a: Causal, b: Causal, combine: (x: number, y: number) => number): Causal {
  return (bars) => {
    const right = b(bars);
    return a(bars).map((x, i) => combine(x, right[i]!));
  };
}

const lengths = fc.integer({ min: 1, max: 25 });
const { tree } = fc.letrec<{ tree: Causal; leaf: Causal; rolled: Causal; paired: Causal }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie("leaf"), tie("rolled"), tie("paired")),
  leaf: fc.oneof(
    fc.constantFrom("open", "high", "low", "close", "volume").map(
      (name): Causal =>
        (bars) =>
          bars[name as "close"],
    ),
    fc.constant<Causal>(({ time }) => time.map((ms) => Math.floor(ms / 86_400_000) % 7)),
  ),
  rolled: fc
    .tuple(tie("tree"), lengths, fc.constantFrom("mean", "max", "min", "lag", "ema", "expanding"))
    .map(([source, length, kind]): Causal => {
      if (kind === "ema") return exponential(source, length);
      if (kind === "lag") return window(source, length, (values) => values[0]!);
      if (kind === "mean") return window(source, length, mean);
      if (kind === "max") return window(source, length, (values) => Math.max(...values));
      if (kind === "min") return window(source, length, (values) => Math.min(...values));
      return (bars) => {
        const values = source(bars);
        return values.map((_, i) => mean(values.subarray(0, i + 1)));
      };
    }),
  paired: fc.tuple(tie("tree"), tie("tree"), fc.constantFrom("minus", "over", "times")).map(([a, b, kind]): Causal => {
    if (kind === "minus") return pairwise(a, b, (x, y) => x - y);
    if (kind === "over") return pairwise(a, b, (x, y) => x / y);
    return pairwise(a, b, (x, y) => x * y);
  }),
}));

describe("auditLookAhead: honest strategies", () => {
  it("never accuses one: random trees of causal windows", () => {
    let passed = 0;
    fc.assert(
      fc.property(tree, tree, fc.integer({ min: 0, max: 1000 }), (left, right, seed) => {
        const evaluate: Evaluate = (bars) => {
          const a = left(bars);
          const b = right(bars);
          return new Map<string, Float64Array | Uint8Array>([
            ["entries", where(bars, (i) => a[i]! > b[i]! && !(a[i - 1]! > b[i - 1]!))],
            ["exits", where(bars, (i) => a[i]! < b[i]!)],
            ["plot.a", a],
            ["plot.b", b],
          ]);
        };
        const { status } = audit(evaluate, walkBars(160, seed), seed);
        expect(["passed", "not checked"]).toContain(status);
        if (status === "passed") passed++;
      }),
      { numRuns: 400 },
    );
    // Trees that never signal can't be checked; most do.
    expect(passed).toBeGreaterThan(150);
  });
});
