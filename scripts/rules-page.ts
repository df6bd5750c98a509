import { writeFileSync } from "node:fs";
import { RULE_BOOKS } from "../src/trading/rules/presets.ts";
import type { RuleBook } from "../src/trading/rules/rule-book.ts";

/** What each rule decides, for people; the keys are all of them. */
const MEANINGS: Readonly<Record<Exclude<keyof RuleBook, "name" | "cannot">, string>> = {
  fillAt: "when a decision made at a bar's close fills; `--fill`",
  sizeAt: "which price and equity a size is taken from; `--size-at`",
  size: "of an entry that says none; `--size`",
  budgetCovers: "what the money of an entry pays for: units and their costs, or units at the plain price",
  cashPolicy:
    "when cash is short: `fit` cuts intents and refuses fixed units, `partial` cuts both, `refuse` refuses both by the prices of the decision as by those of the fill but never a short sale, `unlimited` lets cash go below 0",
  rounding: "`whole`: whole units where the instrument has no lot",
  conflicts:
    "entry and exit of one side on one bar while in: the exit counts, or neither; or they cancel each other, in or out, before anything else",
  oppositeEntry: "an entry of the other side turns the position, or counts only together with an exit",
  signalsAfterStop: "the signals of a bar whose stop or target was hit",
  exitWithdrawsEntry: "an exit signal takes back an entry that waits for its price",
  stopFrom: "what percent stops, targets and trails measure from",
  beyondStop:
    "an entry that would fill at or beyond its own stop is refused, or filled and stopped by the first bar that may",
  stopStart: "first bar that can bring a stop or target",
  insideEntry:
    "after an entry inside a bar, what of it counts for stops and targets: what is possible, what is unambiguous, all of it",
  stopSlippage: "slippage on stops",
  exitSlippage: "slippage on exits at all",
  slippageCap: "`bar-range`: a slipped price stays between low and high",
  limitSlippage:
    "limits slip: never; at the open as far as their limit; always, and they wait where that is worse than the limit",
  limitGap: "an entry limit that the open is better than fills at the open, or at the limit, moved into its first bar",
  trailBy: "what a trailing stop follows",
  pricesSeen: "what stops, targets and limits look at; with `close` they fill there too",
  measure: "stops and targets are moves of the price, or of the profit on the margin (× leverage) after commissions",
  exitOrder:
    "the open decides before the range, or the whole bar meets the stop before the target, or fixed stop, target and trailing stop are asked in that order",
  gapStop: "a stop that the bar opened beyond fills at that open, or at the stop while the bar reaches it",
  targetTouch: "a target must be reached, or exceeded",
  intrabar: "order of prices inside a bar; `--intrabar`",
  lastBarEntry: "an order may fill in the last bar to open a position",
  endOfData:
    "what is held at the end: marked and listed as open, or closed where a market order of the bar before the last fills",
  tradeUnit: "what one trade of the list is; `--trade-unit`",
  annualise: "days of a year in annualised figures",
};

const INTRODUCTION = `# Rules of other tools

Two honest programs differ mostly because they mean different things by the same word. \`--rules\` takes another tool's
meanings, so that a result can be compared with one that was made there:

\`\`\`sh
backsight run sma-cross --data "synthetic:market?seed=7" --rules freqtrade --stop-loss 10%
\`\`\`

The names are \`backsight\` (the default), \`vectorbt\`, \`backtrader\`, \`backtesting.py\`, \`zipline\` and \`freqtrade\`;
in code \`backtest(strategy, bars, { rules: "freqtrade" })\`, in \`config.yaml\` \`backtesting.rules\`. What a flag says comes
before the rule book, so \`--rules vectorbt --fill next-open\` is vectorbt but for the fill. The summary prints what the
rules change, they are part of the run's hash, and the command in a report repeats them. Costs, cash, stops and sides are
yours to set: a rule book brings conventions, not the numbers of a tool's defaults, except for the size of an entry.

Three of them are held against the programs themselves: random prices, signals, orders, stops, targets, costs and sizes go
through backtesting.py 0.6.6, backtrader 1.9.78 and vectorbt 1.2.0, and through both engines here; every fill (bar, side,
units, price, commission) and the final equity agree to nine digits, in 800 of 800 cases each. zipline's and freqtrade's
rules are taken from their documentation and code. Against freqtrade 2025.6 itself 253 of 272 random cases agree; the others are
two conventions that aren't taken: an entry of the other side, decided while a position is held, is filled there when the
position happens to leave in the very next bar, and an exit decided while an entry still waits leaves in the bar of its fill.

The benchmark is always held under Backsight's own rules: it says what the money could have done otherwise, not how another
tool would have counted it.

What a tool has no way to express is refused with \`BACKSIGHT_RULES_CANNOT\`, never approximated. The other way round there
are limits too: a fill that takes a share of a bar's volume, commissions with a minimum, and whatever a tool leaves to the
user's own code are not part of a rule book.

## What differs

`;

/** `docs/rules.md`, as the rule books have it now. */
export function rulesPage(): string {
  const books = Object.values(RULE_BOOKS);
  const names = books.map(({ name }) => name);
  const head = `| rule | decides | ${names.join(" | ")} |\n|---|---|${names.map(() => "---|").join("")}`;
  const rows = Object.entries(MEANINGS).map(([rule, meaning]) => {
    const values = books.map((book) => valueText(book, rule as keyof typeof MEANINGS));
    const others = values.map((value, k) => (k > 0 && value === values[0] ? "·" : value));
    return `| ${rule} | ${meaning} | ${others.join(" | ")} |`;
  });
  const cannot = books
    .filter((book) => book.cannot.length > 0)
    .map((book) => `| ${book.name} | ${book.cannot.join(", ")} |`);
  const refused = `## What can't be expressed\n\n| rules | refused |\n|---|---|\n${cannot.join("\n")}\n`;
  return `${INTRODUCTION}A dot: as Backsight has it.\n\n${head}\n${rows.join("\n")}\n\n${SOURCES}\n${refused}`;
}

const SOURCES = `Where each value comes from is named in \`src/trading/rules/presets.ts\`. This page is written from the rule books by
\`node --conditions=backsight-source scripts/rules-page.ts\`; a test holds the two equal.
`;

function valueText(book: RuleBook, rule: keyof typeof MEANINGS): string {
  const value = book[rule];
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    case "quantity":
      return `${value.quantity} unit`;
    case "fraction":
      return `${value.fraction * 100} %`;
    default:
      return value.kind;
  }
}

if (import.meta.main) writeFileSync(new URL("../docs/rules.md", import.meta.url), rulesPage());
