import type { WalkForwardSpec } from "../run/walk-forward/walk-forward-spec.ts";

type Range = NonNullable<WalkForwardSpec["ranges"]>[string];

/** The words of a command line that make a walk-forward of a run: what is searched, lengths, and how it is chosen. */
export function walkForwardWords(spec: WalkForwardSpec): string[] {
  const { windows, positions, method, trials, patience, ranges, goals, requirements, minTrades, robust } = spec;
  const { unit, train, test, step, isAnchored, purge, embargo } = windows;
  const words: string[] = [];
  for (const [name, range] of Object.entries(ranges ?? {})) words.push("--param", `${name}=${rangeWord(range)}`);
  words.push("--train", String(train), "--test", String(test), "--step", String(step), "--unit", unit);
  if (isAnchored) words.push("--anchored");
  words.push("--purge", String(purge), "--embargo", String(embargo), "--positions", positions, "--method", method);
  if (trials !== null) words.push("--trials", String(trials));
  if (patience !== null) words.push("--patience", String(patience));
  words.push("--metric", goals.join(","), "--min-trades", String(minTrades));
  for (const requirement of requirements) words.push("--require", requirement);
  if (robust !== null) words.push("--robust", robust);
  return words;
}

/** `5:50:5`, `5,10,20`, `5`. */
function rangeWord(range: Range): string {
  if (typeof range !== "object") return String(range);
  if (Array.isArray(range)) return range.join(",");
  const { min, max, step } = range as Extract<Range, { readonly min: number }>;
  return [min, max, ...(step === undefined ? [] : [step])].join(":");
}
