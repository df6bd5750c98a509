import { parseRetryAfter } from "../../net/retry-after.ts";
import { connectionFailureOf, systemCodeOf } from "../../net/system-codes.ts";
import { StoreFailure } from "./store-failure.ts";

/** What is read of the package's errors. */
interface S3ErrorLike {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly Code?: unknown;
  readonly errno?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>>; readonly statusCode?: number };
  readonly cause?: unknown;
}

/**
 * What an error of the S3 package or of a connection means: only statuses and short codes are taken over, never its
 * text, which may quote the request with its signature.
 *
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 */
export function asStoreFailure(error: unknown, now: number): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const { name, code, Code, $metadata, $response } = (error ?? {}) as S3ErrorLike;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status !== undefined && (status < 200 || status >= 300)) {
    const retryAfterMs = parseRetryAfter($response?.headers?.["retry-after"], now);
    return new StoreFailure("http", { status, code: wordOf(Code) || wordOf(name), retryAfterMs });
  }
  // An answer with a good status that the package couldn't read: not the XML of a list.
  if (status !== undefined) return new StoreFailure("nonsense", { status });
  const system = systemCodeOf(error);
  // The package calls a reset connection a timeout, too: the system's code knows better.
  const kind = system === "" && name === "TimeoutError" ? "timeout" : connectionFailureOf(system);
  return new StoreFailure(kind, { code: system || wordOf(code) });
}

/** A code as it stands; nothing for what could be a sentence. */
function wordOf(value: unknown): string {
  return typeof value === "string" && /^[A-Za-z][\w.]{0,60}$/.test(value) && value !== "Error" ? value : "";
}
