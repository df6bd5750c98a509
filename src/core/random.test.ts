import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "./random.ts";

const WORD = 0xffffffffn;

/** xoshiro128** word for word from its authors' C (prng.di.unimi.it/xoshiro128starstar.c), in exact integers. */
function* reference(words: readonly bigint[]): Generator<number> {
  const s = [...words];
  const rotl = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & WORD;
  while (true) {
    yield Number((rotl((s[1]! * 5n) & WORD, 7n) * 9n) & WORD);
    const t = (s[1]! << 9n) & WORD;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotl(s[3]!, 11n);
  }
}

function take(draws: Iterator<number>, count: number): number[] {
  return Array.from({ length: count }, () => draws.next().value as number);
}

/** The state that the docblock promises: the start of SHA-256 of "seed/name". */
function stateOf(seed: number, name: string): bigint[] {
  const digest = createHash("sha256").update(`${seed}/${name}`).digest("hex");
  const words = [0, 8, 16, 24].map((at) => BigInt(`0x${digest.slice(at, at + 8)}`));
  words[3]! |= 1n;
  return words;
}

describe("randomStream", () => {
  it("is compared with a twin that gives the outputs published with rand_xoshiro for the state 1, 2, 3, 4", () => {
    expect(take(reference([1n, 2n, 3n, 4n]), 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("is xoshiro128** from the hash of seed and name", () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), (seed, name) => {
        const stream = randomStream(seed, name);
        const twin = take(reference(stateOf(seed, name)), 50);
        expect(Array.from({ length: 50 }, () => stream.nextUint32())).toEqual(twin);
      }),
    );
  });

  it("gives its golden first draws: other ones would change every seeded result", () => {
    const stream = randomStream(1, "golden");
    const draws = Array.from({ length: 4 }, () => stream.nextUint32());
    expect(draws).toEqual([3947878688, 3127647653, 914056235, 1504251733]);
  });

  it("makes 53 bits of two words: 27 high ones, 26 low ones", () => {
    const words = randomStream(3, "u");
    const expected = (Math.floor(words.nextUint32() / 32) * 2 ** 26 + Math.floor(words.nextUint32() / 64)) / 2 ** 53;
    expect(randomStream(3, "u").uniform()).toBe(expected);
  });

  it("knows no order: other streams, and splitting, don't move it", () => {
    const alone = randomStream(5, "a");
    const expected = Array.from({ length: 20 }, () => alone.nextUint32());
    const among = randomStream(5, "a");
    const other = randomStream(5, "b");
    const drawn = Array.from({ length: 20 }, () => {
      other.nextUint32();
      among.split("child").nextUint32();
      return among.nextUint32();
    });
    expect(drawn).toEqual(expected);
  });

  it("splits by name: the child is the stream of both names, whatever was drawn before", () => {
    const parent = randomStream(9, "a");
    parent.nextUint32();
    expect(parent.split("b").nextUint32()).toBe(randomStream(9, "a/b").nextUint32());
    expect(parent.split("b").nextUint32()).not.toBe(parent.split("c").nextUint32());
  });
});

describe("below", () => {
  /** Pearson's chi-square of the counts of `draws` draws below `bound`. */
  function chiSquare(bound: number, draws: number): number {
    const stream = randomStream(11, `below ${bound}`);
    const counts = new Float64Array(bound);
    for (let i = 0; i < draws; i++) counts[stream.below(bound)]!++;
    const expected = draws / bound;
    return counts.reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0);
  }

  // 99.9 % quantiles of chi-square with bound − 1 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.4).
  it.each([
    [2, 10.828],
    [6, 20.515],
    [10, 27.877],
    [100, 148.23],
  ])("is uniform below %d", (bound, quantile) => expect(chiSquare(bound, 100_000)).toBeLessThan(quantile));

  it("has no modulo bias where a plain remainder would have it worst", () => {
    // Of 2^32 words, 2^31 + 2^30 is a bound that a remainder would hit twice as often below 2^30 as above.
    const bound = 2 ** 31 + 2 ** 30;
    const stream = randomStream(12, "bias");
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (stream.below(bound) < 2 ** 30) low++;
    // A third of the draws: standard deviation √(30000 · 1/3 · 2/3) = 81.6; a remainder would give half of them.
    expect(Math.abs(low - 10_000)).toBeLessThan(4 * 82);
  });

  it("stays below its bound, from 1 to 2^32", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (bound, seed) => {
        const draw = randomStream(seed, "bound").below(bound);
        expect(Number.isInteger(draw) && draw >= 0 && draw < bound).toBe(true);
      }),
    );
    expect(randomStream(1, "x").below(1)).toBe(0);
    expect(randomStream(1, "x").below(2 ** 32)).toBe(randomStream(1, "x").nextUint32());
  });
});
