import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { backtest, load } from "backsight";

/** What an example file exports: a strategy with its prices, or a script with its own result. */
interface Example {
  readonly default?: unknown;
  readonly prices?: string | readonly string[];
  readonly expected?: unknown;
  readonly result?: unknown;
}

// Runs the examples of a folder, in the working folder and with its user's ledger, and writes what came out as JSON.
const [out, folder, ...names] = process.argv.slice(2);
const outcomes: Record<string, unknown> = {};
for (const name of names) {
  const example = (await import(pathToFileURL(join(folder!, name)).href)) as Example;
  const { prices, expected } = example;
  outcomes[name] = { prices, expected, result: example.result ?? (await outcomeOf(example)) };
}
writeFileSync(out!, JSON.stringify(outcomes));

async function outcomeOf({ default: strategy, prices = "" }: Example): Promise<unknown> {
  const bars = typeof prices === "string" ? await load(prices) : await Promise.all(prices.map((one) => load(one)));
  const { metrics, guards } = await backtest(strategy, bars);
  const { finalEquity, tradesCount, openTrades } = metrics;
  return { finalEquity, tradesCount, openTrades, lookAhead: guards.lookAhead.status };
}
