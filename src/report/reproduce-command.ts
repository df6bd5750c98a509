import { isoTime } from "../market/iso-time.ts";
import type { RunRecord } from "../run/run-record.ts";

/** What to type to get a run again. */
export interface ReproduceCommands {
  /** From the store, checked against the result hash; null for a strategy that lived in a session only. */
  readonly rerun: string | null;
  /** From nothing but the strategy and the data. */
  readonly run: string;
}

/** The command lines that repeat a run, quoted for a POSIX shell. */
export function reproduceCommands({ id, spec }: RunRecord): ReproduceCommands {
  const { settings, strategy } = spec;
  const words = ["backsight", "run", strategy.url ?? strategy.name, "--data", spec.data];
  if (spec.from !== null) words.push("--from", isoTime(spec.from));
  if (spec.to !== null) words.push("--to", isoTime(spec.to));
  for (const [name, value] of Object.entries(spec.params)) words.push("--param", `${name}=${String(value)}`);
  words.push("--cash", String(settings.cash));
  const { commission, slippage, spread } = settings.costs;
  words.push("--commission", commission.kind === "rate" ? String(commission.rate) : `${commission.amount}/share`);
  words.push("--slippage", String(slippage));
  if (spread !== 0) words.push("--spread", String(spread));
  words.push("--fill", settings.fill, "--size", sizeWord(spec.settings.size), "--size-at", settings.sizeAt);
  words.push("--returns", settings.returns, "--rf", String(settings.riskFree), "--benchmark", settings.benchmark);
  words.push("--seed", String(spec.seed));
  return {
    rerun: strategy.source === "inline" ? null : `backsight runs rerun ${shellWord(id)}`,
    run: words.map(shellWord).join(" "),
  };
}

/** One shell word: as it is when harmless, else in single quotes. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function sizeWord(size: RunRecord["spec"]["settings"]["size"]): string {
  switch (size.kind) {
    case "quantity":
      return String(size.quantity);
    case "fraction":
      return `${Number((size.fraction * 100).toPrecision(12))}%`;
    case "cash":
      return `cash:${size.cash}`;
    case "risk":
      return `risk:${Number((size.fraction * 100).toPrecision(12))}%`;
  }
}
