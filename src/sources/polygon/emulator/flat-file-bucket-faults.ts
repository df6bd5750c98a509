import { checkInteger } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import { randomStream } from "../../../core/random.ts";

/**
 * What a bucket can do to a client. Passing: `slow-down` (503), `internal-error` (500), `too-many-requests` (429 with
 * Retry-After), `hang-up` (no answer at all), `cut` and `reset` (the connection ends in the middle of the bytes, politely
 * or not), `short-range` (less than was asked for, correctly labelled), `slow` (in small pieces), `stall` (some bytes,
 * then silence), `ignore-range` (200 with the whole object), `wrong-etag` (another version's label), `garbled` (one bit
 * is wrong). Lasting: `replaced` (the object becomes another version just before the answer), `truncated` (it loses its
 * end).
 */
export const BUCKET_FAULTS = [
  "slow-down",
  "internal-error",
  "too-many-requests",
  "hang-up",
  "cut",
  "reset",
  "short-range",
  "slow",
  "stall",
  "ignore-range",
  "wrong-etag",
  "garbled",
  "replaced",
  "truncated",
] as const;
export type BucketFault = (typeof BUCKET_FAULTS)[number];

/** A request, to decide whether it shall go wrong. */
export interface FaultyRequest {
  readonly method: string;
  /** Undefined for a list. */
  readonly key: string | undefined;
  /** The Range header as sent. */
  readonly range: string | undefined;
  /** How often exactly this was asked before. */
  readonly repetition: number;
}

export type FaultPlan = (request: FaultyRequest) => BucketFault | undefined;

/**
 * Lets a share of requests go wrong. What happens to a request depends on the seed and the request alone, not on the
 * order in which parallel requests arrive.
 *
 * @param rate from 0 to 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function seededFaults(seed: number, rate: number, kinds: readonly BucketFault[]): FaultPlan {
  checkInteger("seed", seed, 0);
  if (!(rate >= 0 && rate <= 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "faults.rate", rule: "from 0 to 1", value: rate });
  }
  checkInteger("the number of faults.kinds", kinds.length, 1);
  return ({ method, key = "", range = "", repetition }) => {
    const draws = randomStream(seed, `bucket fault/${method}/${key}/${range}/${repetition}`);
    return draws.uniform() < rate ? kinds[draws.below(kinds.length)] : undefined;
  };
}
