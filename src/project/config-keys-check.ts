import { BacksightError } from "../core/errors.ts";
import { looksLikeKey, namesSecret } from "../platform/secrets/redaction.ts";

const SPEAKS_OF_SECRET = /(?:api|access|secret|private)[-_]?key|secret|token|passw|passphrase|credential/i;

const HINT =
  " Keys belong into the environment (MASSIVE_API_KEY) or the key file (backsight keys set MASSIVE_API_KEY), because configurations are shared.";

/**
 * Refuses a configuration that holds what looks like a credential: a key that is called one, a parameter of an address
 * that is, or a value in the form of one. The error names the line and never what stands there.
 *
 * @throws {BacksightError} BACKSIGHT_CONFIG
 */
export function checkHoldsNoKeys(path: string, text: string): void {
  for (const [i, line] of text.split("\n").entries()) {
    if (/^\s*#/.test(line) || !holdsKey(line)) continue;
    const problem = `line ${i + 1} holds what looks like a key or a password`;
    throw new BacksightError("BACKSIGHT_CONFIG", { path, problem, hint: HINT });
  }
}

/** One line, in block or flow style, before anything is known of its meaning. */
function holdsKey(line: string): boolean {
  if (namesSecret(line)) return true;
  const named = [...line.matchAll(/([\w-]+)["']?\s*:\s*["']?([^\s"',{}#][^\s"',{}]*)/g)];
  if (named.some(([, name = ""]) => SPEAKS_OF_SECRET.test(name))) return true;
  return line.split(/[\s"',:{}[\]]+/).some(looksLikeKey);
}
