import { isFinalCode } from "../../net/system-codes.ts";

/** What went wrong with one request, before anyone knows whether another try will mend it. */
export type StoreFailureKind = "http" | "unreachable" | "cut" | "timeout" | "nonsense";

/**
 * A failed request to the bucket. It holds nothing that the server or the package wrote but short codes, so that no
 * key, signature or address with one can stand in a message made of it.
 */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly kind: StoreFailureKind;
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  /** The store's code (NoSuchKey) or the system's (ECONNREFUSED); "" where there is none. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: StoreFailureKind,
    details: { status?: number | undefined; code?: string; retryAfterMs?: number | undefined; message?: string } = {},
  ) {
    const { status, code = "", retryAfterMs, message } = details;
    super(message ?? [kind, status, code].filter((part) => part !== undefined && part !== "").join(" "));
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const RETRYABLE_STATUS = new Set([408, 425, 429, 499]);
/** Sent with a status that is final otherwise. */
const RETRYABLE_CODES = new Set(["RequestTimeout", "SlowDown", "InternalError", "ServiceUnavailable", "BadDigest"]);

/** True for failures that may pass: cut and stalled connections, a busy or broken server. */
export function isRetryableFailure(error: unknown): boolean {
  if (!(error instanceof StoreFailure)) return false;
  if (error.kind === "unreachable") return !isFinalCode(error.code);
  if (error.kind !== "http") return true;
  const { status = 0 } = error;
  return status >= 500 || RETRYABLE_STATUS.has(status) || RETRYABLE_CODES.has(error.code);
}
