import { throwIfCancelled } from "../../core/cancellation.ts";

/** How often a request is tried, and how long to wait in between. */
export interface RetryPolicy {
  /** Tries in all, the first one included; from 1. */
  readonly attempts: number;
  /** Upper bound of the first wait, milliseconds; it doubles with each further one. */
  readonly baseMs: number;
  /** The bound grows no further than this, milliseconds. */
  readonly maxMs: number;
  /** A server that asks for a longer wait than this isn't waited for: the error goes up. Without it: 60 s. */
  readonly maxRetryAfterMs?: number;
}

/** One failed try that will be followed by another. */
export interface Retry {
  /** The try that failed, counted from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly error: unknown;
}

export interface RetryOptions extends RetryPolicy {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Waits; rejects with BACKSIGHT_CANCELLED once the signal is aborted. `sleep` of `sleep.ts`, or a test's own clock. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** False for errors that another try can't mend. */
  readonly isRetryable: (error: unknown) => boolean;
  /** What the server asked to wait, milliseconds; undefined where it didn't. */
  readonly retryAfterOf?: ((error: unknown) => number | undefined) | undefined;
  /** True when the try that failed brought the work forward all the same: the count of tries begins anew with it. */
  readonly hasProgressed?: (() => boolean) | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * The result of `work`, tried again after errors that may pass. Waits grow exponentially with full jitter: uniform in
 * [0, min(maxMs, baseMs·2^(attempt−1))), so that clients cut off together don't come back together (Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015); never shorter than the server asked for.
 *
 * @throws the last error of `work` when the tries are used up or it is final; BACKSIGHT_CANCELLED
 */
export async function retrying<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(options.signal);
    try {
      return await work(attempt);
    } catch (error) {
      throwIfCancelled(options.signal);
      if (options.hasProgressed?.() === true) attempt = 1;
      if (attempt >= options.attempts || !options.isRetryable(error)) throw error;
      const asked = options.retryAfterOf?.(error) ?? 0;
      if (asked > (options.maxRetryAfterMs ?? LONGEST_RETRY_AFTER_MS)) throw error;
      const waitMs = Math.max(asked, backoffMs(attempt, options, options.random()));
      options.onRetry?.({ attempt, waitMs, error });
      await options.sleep(waitMs, options.signal);
    }
  }
}

/** The wait after the failed try number `attempt`; `uniform` in [0, 1). */
export function backoffMs(attempt: number, { baseMs, maxMs }: RetryPolicy, uniform: number): number {
  let bound = baseMs;
  for (let i = 1; i < attempt && bound < maxMs; i++) bound *= 2;
  return Math.floor(uniform * Math.min(maxMs, bound));
}
