import { BacksightError, reasonOf } from "../../core/errors.ts";

const LONGEST_REASON = 160;

/** True for what the package says may pass: a busy or absent exchange, a cut or slow connection. */
export function isPassingCcxtFailure(error: unknown): boolean {
  return isOfClass(error, "NetworkError") && !isOfClass(error, "InvalidNonce");
}

/** The error that a person sees for one of the package's; Backsight's own pass as they are. */
export function ccxtError(error: unknown, host: string, what: string): unknown {
  if (error instanceof BacksightError) return error;
  const options = { cause: error };
  if (isOfClass(error, "BadSymbol")) {
    const advice = "Check the spelling, such as BTC/USD; case matters.";
    return new BacksightError("BACKSIGHT_REMOTE_ABSENT", { host, what, advice }, options);
  }
  const reason = reasonOf(error).slice(0, LONGEST_REASON);
  if (isOfClass(error, "RateLimitExceeded") || isOfClass(error, "DDoSProtection")) {
    const advice = "Too many requests: run it again in some minutes; what was fetched is kept.";
    return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host, what, reason, advice }, options);
  }
  if (isPassingCcxtFailure(error)) {
    const advice = "Check the network, then run it again later; what was fetched is kept.";
    return new BacksightError("BACKSIGHT_NETWORK", { host, reason, advice }, options);
  }
  const advice = "Correct what was asked for, or take another exchange.";
  return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host, what, reason, advice }, options);
}

/** By name up the prototypes: the package has its classes in two builds. */
function isOfClass(error: unknown, name: string): boolean {
  for (let at: unknown = error; at instanceof Error; at = Object.getPrototypeOf(at)) {
    if (at.constructor.name === name) return true;
  }
  return false;
}
