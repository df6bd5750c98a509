/** What a failed connection means by the system's code. */
export type ConnectionFailure = "unreachable" | "timeout" | "cut";

const UNREACHABLE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_\w+|ERR_TLS\w*|ERR_SSL\w*|UNABLE_\w+|SELF_SIGNED\w*|DEPTH_ZERO\w*|EPROTO|ERR_INVALID\w*)$/;
const TIMEOUT = /^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w*TIMEOUT)$/;
/** Another try would meet the same. */
const FINAL = /^(ENOTFOUND|CERT_|ERR_TLS|ERR_SSL|UNABLE_|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_INVALID)/;

const UNREACHABLE_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "its name isn't known",
  EAI_AGAIN: "its name can't be looked up now",
  EHOSTUNREACH: "no way leads there",
  ENETUNREACH: "no network leads there",
};

/**
 * The system's code ("ECONNREFUSED") of an error or of what caused it; several addresses that all failed give the first
 * one's. "" where there is none. Only a code is taken over, never a text, which may quote the request.
 */
export function systemCodeOf(error: unknown): string {
  for (let at = error, depth = 0; depth < 4 && at instanceof Error; depth++) {
    if ("code" in at && typeof at.code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(at.code)) return at.code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return "";
}

export function connectionFailureOf(code: string): ConnectionFailure {
  if (UNREACHABLE.test(code)) return "unreachable";
  return TIMEOUT.test(code) ? "timeout" : "cut";
}

/** True where the next try would fail alike: a name that isn't known, a certificate that isn't trusted. */
export function isFinalCode(code: string): boolean {
  return FINAL.test(code);
}

/** In words: "the connection was refused". */
export function unreachableReason(code: string): string {
  return UNREACHABLE_REASONS[code] ?? `no safe connection (${code})`;
}
