import { sha256Words } from "./sha256.ts";

/**
 * A stream of random numbers with a name. Two streams of one seed with different names are independent, and a
 * stream's draws depend on nothing but seed and name: not on threads, order of creation, or other streams.
 */
export interface RandomStream {
  /** Uniform integer in [0, 2^32). */
  nextUint32(): number;
  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number;
  /** Uniform integer in [0, bound), without modulo bias; `bound` an integer from 1 to 2^32. */
  below(bound: number): number;
  /** The stream `name` under this one; it doesn't move this one. */
  split(name: string): RandomStream;
}

/**
 * The stream `name` of `seed`: xoshiro128** (Blackman & Vigna 2018, "Scrambled linear pseudorandom number
 * generators", public domain reference), its 128-bit state being the start of SHA-256 of seed and name.
 */
export function randomStream(seed: number, name: string): RandomStream {
  let [a, b, c, d] = randomState(seed, name);

  function nextUint32(): number {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  }

  return {
    nextUint32,
    uniform: () => ((nextUint32() >>> 5) * 67108864 + (nextUint32() >>> 6)) / 9007199254740992,
    below(bound) {
      const limit = 4294967296 - (4294967296 % bound);
      let draw = nextUint32();
      while (draw >= limit) draw = nextUint32();
      return draw % bound;
    },
    split: (child) => randomStream(seed, `${name}/${child}`),
  };
}

/** What the stream `name` of `seed` begins with: four numbers of 32 bits, for kernels that draw the same numbers. */
export function randomState(seed: number, name: string): [a: number, b: number, c: number, d: number] {
  const [a, b, c, d] = sha256Words(`${seed}/${name}`);
  return [a!, b!, c!, d! | 1];
}
