import { isoTime } from "../market/iso-time.ts";
import { executionDefaults } from "../run/execution-defaults.ts";
import { accountWord, latencyWord, leverageWithin, settlementOf } from "../run/market-access.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import { costWords } from "../trading/costs/cost-words.ts";
import type { TimeInForce } from "../trading/orders/time-in-force.ts";
import { riskWords } from "./risk-words.ts";
import { walkForwardWords } from "./walk-forward-words.ts";

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
  const { walkForward } = spec;
  const name = walkForward === undefined ? "run" : "walk-forward";
  const words = ["backsight", name, strategy.url ?? strategy.name, "--data", spec.data];
  for (const address of spec.moreData ?? []) words.push("--data", address);
  const { from, to } = walkForward ?? spec;
  if (from !== null) words.push("--from", isoTime(from));
  if (to !== null) words.push("--to", isoTime(to));
  if (walkForward === undefined)
    for (const [key, value] of Object.entries(spec.params)) words.push("--param", `${key}=${String(value)}`);
  else words.push(...walkForwardWords(walkForward));
  if (settings.rules !== "backsight") words.push("--rules", settings.rules);
  words.push("--cash", String(settings.cash));
  for (const [name, word] of Object.entries(costWords(settings.costs))) words.push(`--${name}`, word);
  words.push("--fill", settings.fill, ...sizeWords(settings), "--size-at", settings.sizeAt);
  words.push(
    "--direction",
    settings.direction,
    ...exitWords(settings),
    ...riskWords(settings),
    ...otherWords(settings),
  );
  words.push("--returns", settings.returns, "--rf", String(settings.riskFree), "--benchmark", settings.benchmark);
  words.push("--seed", String(spec.seed));
  return {
    rerun: strategy.source === "inline" ? null : `backsight runs rerun ${shellWord(id)}`,
    run: words.map(shellWord).join(" "),
  };
}

/** Stops and targets; fractions rather than percentages, because they are the very numbers. */
function exitWords(settings: ExecutionSettings): string[] {
  const { stopLoss, takeProfit, trailingStop, stopRange, trailRange, intrabar, rules } = settings;
  const words: string[] = [];
  if (stopRange !== undefined) words.push("--stop-loss", `atr:${stopRange.multiple},${stopRange.bars}`);
  if (trailRange !== undefined) words.push("--trailing-stop", `atr:${trailRange.multiple},${trailRange.bars}`);
  if (stopLoss !== null) words.push("--stop-loss", String(stopLoss));
  if (takeProfit !== null) {
    const steps =
      typeof takeProfit === "number"
        ? null
        : takeProfit.map(
            (step) => `${"afterBars" in step ? step.afterBars : `${step.afterMinutes}m`}:${step.fraction}`,
          );
    words.push("--take-profit", steps === null ? String(takeProfit) : steps.join(","));
  }
  if (trailingStop !== null) {
    const distance = trailingStop.kind === "fraction" ? String(trailingStop.fraction) : `amount:${trailingStop.amount}`;
    const start = trailingStop.activateAt === undefined ? "" : `@${trailingStop.activateAt}`;
    const before = trailingStop.before === undefined ? "" : `${trailingStop.before},`;
    words.push("--trailing-stop", `${before}${distance}${start}`);
  }
  for (const name of ["finer", "quotes", "trades"] as const) {
    const address = settings[name];
    if (address !== undefined) words.push(`--${name}`, address);
  }
  if (settings.fx !== undefined) {
    words.push("--base", settings.base!);
    for (const [pair, address] of Object.entries(settings.fx)) words.push("--fx", `${pair}=${address}`);
  }
  if (intrabar !== executionDefaults(rules).intrabar) words.push("--intrabar", intrabar);
  return words;
}

function otherWords(settings: ExecutionSettings): string[] {
  const { accumulate, leverage, orderTimeout, settlement, rebalance, tradeUnit } = settings;
  const defaults = executionDefaults(settings.rules);
  const words: string[] = [];
  if (accumulate !== defaults.accumulate) words.push("--accumulate", String(accumulate));
  if (leverage !== leverageWithin(undefined, defaults.leverage, settings.account))
    words.push("--leverage", String(leverage));
  const [entry, exit] = [timeWord(orderTimeout.entry), timeWord(orderTimeout.exit)];
  if (entry !== "gtc" || exit !== "gtc") words.push("--order-timeout", entry === exit ? entry : `${entry},${exit}`);
  if (settlement !== settlementOf(settings.account)) words.push("--settlement", settlement);
  if (settings.account !== undefined) words.push("--account", accountWord(settings.account));
  if (settings.participation !== undefined) words.push("--participation", String(settings.participation));
  if (settings.latency !== undefined) words.push("--latency", latencyWord(settings.latency));
  if (rebalance !== defaults.rebalance) words.push("--rebalance", rebalance);
  if (tradeUnit !== defaults.tradeUnit) words.push("--trade-unit", tradeUnit);
  return words;
}

function timeWord(time: TimeInForce): string {
  if (time.kind === "bars") return String(time.bars);
  return time.kind === "minutes" ? `${time.minutes}m` : time.kind;
}

/** One shell word: as it is when harmless, else in single quotes. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** None for the size of a rule book: the largest fraction below 1 is no percentage. */
function sizeWords({ size, rules }: ExecutionSettings): string[] {
  const own = executionDefaults(rules).size;
  if (rules !== "backsight" && own.kind === "fraction" && size.kind === "fraction" && own.fraction === size.fraction)
    return [];
  return ["--size", sizeWord(size)];
}

function sizeWord(size: ExecutionSettings["size"]): string {
  switch (size.kind) {
    case "quantity":
      return String(size.quantity);
    case "fraction":
      return percentWord(size.fraction);
    case "cash":
      return `cash:${size.cash}`;
    case "risk":
      return `risk:${percentWord(size.fraction)}`;
  }
}

/** With as many digits as it takes to be read as the same fraction again. */
function percentWord(fraction: number): string {
  let percent = fraction * 100;
  for (const digits of [12, 15, 16, 17]) {
    percent = Number((fraction * 100).toPrecision(digits));
    if (percent / 100 === fraction) break;
  }
  return `${percent}%`;
}
