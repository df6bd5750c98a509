import { extname } from "node:path";
import { BacksightError } from "../core/errors.ts";

/**
 * The ending of a report's file, in small letters, one of `known`.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for any other
 */
export function checkEnding<E extends string>(path: string, known: readonly E[]): E {
  const ending = extname(path).toLowerCase();
  const found = known.find((one) => one === ending);
  if (found !== undefined) return found;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "report ending",
    name: ending || path,
    hint: "",
    known: known.join(", "),
  });
}
