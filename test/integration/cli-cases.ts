const HEADER = "date,open,high,low,close,volume";
const ROWS = ["2024-01-02,10,12,9,11,100", "2024-01-03,11,12,9,10,100", "2024-01-04,10,12,9,11,100"];
const csv = (...lines: string[]) => `${lines.join("\n")}\n`;
const withRow = (row: string) => csv(HEADER, ...ROWS, row);

const strategy = (body: string, head = "") => `import { defineStrategy } from "backsight";
${head}
export default defineStrategy({ name: "mine", ${body} });
`;

/** Files that the cases below read; text, or bytes. */
export const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "good.csv": csv(HEADER, ...ROWS),
  "empty.csv": "",
  "header-only.csv": csv(HEADER),
  "text.csv": withRow("2024-01-05,ten,12,9,11,100"),
  "nan.csv": withRow("2024-01-05,NaN,12,9,11,100"),
  "blank.csv": withRow("2024-01-05,,12,9,11,100"),
  "unsorted.csv": csv(HEADER, ROWS[0]!, ROWS[2]!, ROWS[1]!),
  "duplicated.csv": csv(HEADER, ROWS[0]!, ROWS[1]!, ROWS[1]!),
  "negative.csv": withRow("2024-01-05,-10,12,9,11,100"),
  "zero.csv": withRow("2024-01-05,0,12,0,11,100"),
  "high-below-low.csv": withRow("2024-01-05,10,8,9,9,100"),
  "negative-volume.csv": withRow("2024-01-05,10,12,9,11,-1"),
  "no-close.csv": csv("date,open,high,low,volume", "2024-01-02,10,12,9,100"),
  "short-row.csv": withRow("2024-01-05,10,12"),
  "bad-date.csv": withRow("2024-13-05,10,12,9,11,100"),
  "binary.csv": Uint8Array.from({ length: 512 }, (_, i) => (i * 37) % 256),
  "folder.csv/keep.txt": "",

  "good.ts": strategy("signals: ({ close }) => ({ entries: close.gt(10), exits: close.le(10) })"),
  "enum.ts": strategy("signals: ({ close }) => ({ entries: close.gt(Level.a) })", "enum Level { a = 10 }"),
  "levels.ts": "export const level = 10;\n",
  "missing-extension.ts": strategy(
    "signals: ({ close }) => ({ entries: close.gt(level) })",
    'import { level } from "./levels";',
  ),
  "type-import.ts": strategy(
    "signals: ({ close }: Columns) => ({ entries: close.gt(10) })",
    'import { Columns } from "backsight";',
  ),
  "missing-package.ts": strategy("signals: ({ close }) => ({ entries: close.gt(1) })", 'import "no-such-package";'),
  "syntax.ts": "export default defineStrategy({ name: \n",
  "throws-at-load.ts": strategy("signals: () => ({ entries: [] })", 'throw new Error("no licence");'),
  "throws-in-signals.ts": strategy('signals: () => { throw new TypeError("close is undefined"); }'),
  "throws-in-where.ts": strategy('where: () => { throw new Error("odd"); }, signals: () => ({ entries: [] })'),
  "promise.ts": strategy("signals: async () => ({ entries: [] })"),
  "rejected-promise.ts": strategy('signals: async () => { throw new Error("later"); }'),
  "throws-later.ts": strategy(
    "signals: ({ close }) => ({ entries: close.gt(10) })",
    'setTimeout(() => { throw new Error("from a timer"); });\nawait new Promise((done) => setTimeout(done, 200));',
  ),
  "operator.ts": strategy("signals: ({ close, open }) => ({ entries: (close as never) > (open as never) })"),
  "nothing.ts": "export const answer = 42;\n",
  "two.ts": `import { defineStrategy } from "backsight";
export const a = defineStrategy({ name: "a", signals: ({ close }) => ({ entries: close.gt(1) }) });
export const b = defineStrategy({ name: "b", signals: ({ close }) => ({ entries: close.gt(1) }) });
`,
  "no-strategy.ts": "export default 42;\n",
  "unknown-key.ts": strategy("signal: () => 1, signals: ({ close }) => ({ entries: close.gt(1) })"),
  "wrong-length.ts": strategy("signals: () => ({ entries: [true, false] })"),
  "unknown-column.ts": strategy("signals: ({ close }) => ({ entry: close.gt(1) })"),

  "risk/config.yaml": "risk: { max_position_sise: 0.1 }\n",
  "unknown-key/config.yaml": "backtesting: { comission: 0.001 }\n",
  "unknown-block/config.yaml": "backtest: { commission: 0.001 }\n",
  "wrong-type/config.yaml": "backtesting: { commission: lots }\n",
  "variable/config.yaml": "backtesting: { slippage_model: varying }\n",
  "not-yaml/config.yaml": "backtesting: { commission: \n",
};

/** One thing a person gets wrong. */
export interface BadInput {
  readonly args: readonly string[];
  readonly exit: 1 | 2;
  readonly code: string;
  /** What the message must say: the place, the value, the way out. */
  readonly says: RegExp;
}

const run = (...args: string[]): string[] => ["run", "sma-cross", "--data", "csv:good.csv", ...args];
const prices = (file: string, query = ""): string[] => ["run", "sma-cross", "--data", `csv:${file}${query}`];
const own = (file: string, ...args: string[]): string[] => ["run", file, "--data", "csv:good.csv", ...args];
const config = (folder: string): string[] => run("--config", `${folder}/config.yaml`);

export const BAD_INPUTS: Readonly<Record<string, BadInput>> = {
  "an empty file": { args: prices("empty.csv"), exit: 1, code: "BACKSIGHT_FILE_EMPTY", says: /empty\.csv holds no/ },
  "a header without rows": {
    args: prices("header-only.csv"),
    exit: 1,
    code: "BACKSIGHT_FILE_EMPTY",
    says: /header-only\.csv holds no bars/,
  },
  "text in a price": {
    args: prices("text.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_ROW",
    says: /text\.csv line 5: open is "ten"/,
  },
  "NaN in a price": { args: prices("nan.csv"), exit: 1, code: "BACKSIGHT_CSV_ROW", says: /line 5: open is "NaN"/ },
  "a price left out": { args: prices("blank.csv"), exit: 1, code: "BACKSIGHT_CSV_ROW", says: /line 5: open is empty/ },
  "rows out of order": {
    args: prices("unsorted.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_ROW",
    says: /line 4: .*2024-01-03 comes before/,
  },
  "a row twice": {
    args: prices("duplicated.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_ROW",
    says: /line 4: .*2024-01-03 is also that of line 3/,
  },
  "a negative price": { args: prices("negative.csv"), exit: 1, code: "BACKSIGHT_CSV_ROW", says: /line 5: open is -10/ },
  "a price of zero": { args: prices("zero.csv"), exit: 1, code: "BACKSIGHT_CSV_ROW", says: /line 5: open is 0/ },
  "high below low": {
    args: prices("high-below-low.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_ROW",
    says: /line 5: high 8 is below low 9/,
  },
  "a negative volume": {
    args: prices("negative-volume.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_ROW",
    says: /line 5: volume is -1/,
  },
  "a missing column": {
    args: prices("no-close.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_COLUMN",
    says: /no close column; its header is: date, open, high, low, volume/,
  },
  "a row cut short": {
    args: prices("short-row.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_ROW",
    says: /line 5: it has 3 fields/,
  },
  "a date that isn't": {
    args: prices("bad-date.csv"),
    exit: 1,
    code: "BACKSIGHT_CSV_TIME",
    says: /line 5: .*2024-13-05/,
  },
  "bytes that are no text": { args: prices("binary.csv"), exit: 1, code: "BACKSIGHT_FILE_BINARY", says: /isn't text/ },
  "a missing file": { args: prices("none.csv"), exit: 2, code: "BACKSIGHT_FILE_NOT_FOUND", says: /none\.csv/ },
  "a folder for a file": { args: prices("folder.csv"), exit: 1, code: "BACKSIGHT_FILE_READ", says: /it is a folder/ },
  "an unknown time zone": {
    args: prices("good.csv", "?tz=Mars/Olympus"),
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /Mars\/Olympus/,
  },
  "an unknown calendar": {
    args: prices("good.csv", "?calendar=us-equities"),
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /Did you mean "us-equity"\?/,
  },
  "an unknown timeframe": {
    args: prices("good.csv", "?timeframe=1x"),
    exit: 2,
    code: "BACKSIGHT_TIMEFRAME",
    says: /"1x".*1m, 5m/,
  },
  "an unknown option of an address": {
    args: prices("good.csv", "?symbl=GOOG"),
    exit: 2,
    code: "BACKSIGHT_DATA_URI",
    says: /did you mean "symbol"\?/,
  },
  "an unknown scheme": {
    args: ["run", "sma-cross", "--data", "cvs:good.csv"],
    exit: 2,
    code: "BACKSIGHT_DATA_URI",
    says: /unknown scheme "cvs" \(did you mean "csv"\?\)/,
  },
  "no scheme": { args: ["run", "sma-cross", "--data", "GOOG"], exit: 2, code: "BACKSIGHT_DATA_URI", says: /no scheme/ },
  "an unknown synthetic option": {
    args: ["run", "sma-cross", "--data", "synthetic:gbm?sed=7"],
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /Did you mean "seed"\?/,
  },
  "prices named twice": {
    args: run("--data", "csv:good.csv"),
    exit: 2,
    code: "BACKSIGHT_ARGUMENT",
    says: /instruments must be each of them once, was GOOD/,
  },
  "no prices": { args: ["run", "sma-cross"], exit: 2, code: "BACKSIGHT_USAGE", says: /no prices are named.*--data/ },
  "no strategy": { args: ["run"], exit: 2, code: "BACKSIGHT_USAGE", says: /no strategy is named/ },

  "an unknown strategy": {
    args: ["run", "sma-crss", "--data", "csv:good.csv"],
    exit: 2,
    code: "BACKSIGHT_STRATEGY_UNKNOWN",
    says: /Did you mean "sma-cross"\?/,
  },
  "a missing strategy file": { args: own("gone.ts"), exit: 2, code: "BACKSIGHT_FILE_NOT_FOUND", says: /gone\.ts/ },
  "an unknown parameter": {
    args: run("--param", "fst=3"),
    exit: 2,
    code: "BACKSIGHT_PARAMETER_UNKNOWN",
    says: /Did you mean "fast"\? Known parameters: fast, slow/,
  },
  "a parameter of the wrong type": {
    args: run("--param", "fast=ten"),
    exit: 2,
    code: "BACKSIGHT_PARAMETER_VALUE",
    says: /fast must be a whole number from 2 to 100, was ten/,
  },
  "a parameter out of range": {
    args: run("--param", "fast=1000"),
    exit: 2,
    code: "BACKSIGHT_PARAMETER_VALUE",
    says: /from 2 to 100, was 1000/,
  },
  "parameters that break the rule": {
    args: run("--param", "fast=60", "--param", "slow=50"),
    exit: 2,
    code: "BACKSIGHT_PARAMETER_CONSTRAINT",
    says: /"fast":60,"slow":50/,
  },
  "a range for a run": { args: run("--param", "fast=5:50:5"), exit: 2, code: "BACKSIGHT_USAGE", says: /range.*sweep/ },
  "a parameter without a value": { args: run("--param", "fast"), exit: 2, code: "BACKSIGHT_USAGE", says: /name=value/ },
  "a parameter given twice": {
    args: run("--param", "fast=5", "--param", "fast=6"),
    exit: 2,
    code: "BACKSIGHT_USAGE",
    says: /fast is given twice/,
  },

  "no cash": { args: run("--cash", "0"), exit: 2, code: "BACKSIGHT_ARGUMENT", says: /cash must be .* was 0/ },
  "a size over everything": { args: run("--size", "150%"), exit: 2, code: "BACKSIGHT_ARGUMENT", says: /was 150%/ },
  "more risk than there is": {
    args: run("--size", "risk:100%"),
    exit: 2,
    code: "BACKSIGHT_ARGUMENT",
    says: /was 100%|was risk:100%/,
  },
  "a negative commission": { args: run("--commission", "-1"), exit: 2, code: "BACKSIGHT_ARGUMENT", says: /was -1/ },
  "costs that contradict each other": {
    args: run("--costs", "none", "--slippage", "0.1"),
    exit: 2,
    code: "BACKSIGHT_USAGE",
    says: /contradicts/,
  },
  "an unknown fill": {
    args: run("--fill", "closed"),
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /Did you mean "close"\?/,
  },
  "a seed that is no number": { args: run("--seed", "dice"), exit: 2, code: "BACKSIGHT_ARGUMENT", says: /was dice/ },
  "a day that isn't": {
    args: run("--from", "2024-02-30"),
    exit: 2,
    code: "BACKSIGHT_DATE",
    says: /--from .*2024-02-30/,
  },
  "a range without a session": {
    args: run("--from", "2024-01-04", "--to", "2024-01-03"),
    exit: 2,
    code: "BACKSIGHT_DATE_RANGE",
    says: /between 2024-01-04 and 2024-01-03/,
  },
  "a range without bars": {
    args: run("--from", "2024-02-01"),
    exit: 1,
    code: "BACKSIGHT_BARS_EMPTY",
    says: /no bars from 2024-/,
  },
  "an unknown part": { args: run("--with", "trads"), exit: 2, code: "BACKSIGHT_OPTION_UNKNOWN", says: /trads/ },
  "a report of no known kind": {
    args: run("--report", "out.pdf"),
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /\.pdf/,
  },

  "an enum": { args: own("enum.ts"), exit: 1, code: "BACKSIGHT_STRATEGY_FILE", says: /enum\.ts.*replace enum/ },
  "an import without its extension": {
    args: own("missing-extension.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_FILE",
    says: /Write "\.\/levels\.ts"/,
  },
  "a type imported as a value": {
    args: own("type-import.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_FILE",
    says: /Columns.*import type/,
  },
  "a package that isn't there": {
    args: own("missing-package.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_FILE",
    says: /no-such-package/,
  },
  "a syntax error": { args: own("syntax.ts"), exit: 1, code: "BACKSIGHT_STRATEGY_FILE", says: /syntax/i },
  "a file that throws": {
    args: own("throws-at-load.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_FILE",
    says: /no licence \(throws-at-load\.ts:2/,
  },
  "signals that throw": {
    args: own("throws-in-signals.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_THREW",
    says: /signals: close is undefined.*throws-in-signals\.ts:3/,
  },
  "a rule that throws": {
    args: own("throws-in-where.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_THREW",
    says: /in where: odd/,
  },
  "a promise of signals": {
    args: own("promise.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_RESULT",
    says: /a promise from signals/,
  },
  "a promise that is broken": {
    args: own("rejected-promise.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_RESULT",
    says: /a promise from signals/,
  },
  "an error from a timer": { args: own("throws-later.ts"), exit: 1, code: "BACKSIGHT_INTERNAL", says: /from a timer/ },
  "columns compared with >": {
    args: own("operator.ts"),
    exit: 1,
    code: "BACKSIGHT_SERIES_OPERATOR",
    says: /close\.gt\(open\)/,
  },
  "a file without a strategy": {
    args: own("nothing.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_FILE",
    says: /exports no strategy/,
  },
  "a file with two strategies": {
    args: own("two.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_FILE",
    says: /exports 2 strategies/,
  },
  "a default that is no strategy": {
    args: own("no-strategy.ts"),
    exit: 2,
    code: "BACKSIGHT_STRATEGY_DEFINITION",
    says: /number is neither made by defineStrategy/,
  },
  "an unknown key of a strategy": {
    args: own("unknown-key.ts"),
    exit: 2,
    code: "BACKSIGHT_STRATEGY_DEFINITION",
    says: /unknown key "signal"\. Did you mean "signals"\?/,
  },
  "signals of the wrong length": {
    args: own("wrong-length.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_RESULT",
    says: /2 values in entries for 3 bars/,
  },
  "a column nobody knows": {
    args: own("unknown-column.ts"),
    exit: 1,
    code: "BACKSIGHT_STRATEGY_RESULT",
    says: /"entry"/,
  },

  "an unknown risk limit": {
    args: config("risk"),
    exit: 2,
    code: "BACKSIGHT_CONFIG",
    says: /unknown key "risk\.max_position_sise"\. Did you mean "max_position_size"\?/,
  },
  "an unknown key of the configuration": {
    args: config("unknown-key"),
    exit: 2,
    code: "BACKSIGHT_CONFIG",
    says: /unknown key "backtesting\.comission".*Did you mean "commission"\?/,
  },
  "an unknown block of the configuration": {
    args: config("unknown-block"),
    exit: 2,
    code: "BACKSIGHT_CONFIG",
    says: /unknown key "backtest".*Known here: data, results, polygon, binance, backtesting, risk, optimization, audit\./,
  },
  "a wrong type in the configuration": {
    args: config("wrong-type"),
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /unknown commission "lots"/,
  },
  "a slippage model that isn't there": {
    args: config("variable"),
    exit: 2,
    code: "BACKSIGHT_CONFIG",
    says: /backtesting\.slippage_model.*expected one of "fixed"\|"variable"/,
  },
  "a configuration that is no YAML": {
    args: config("not-yaml"),
    exit: 2,
    code: "BACKSIGHT_CONFIG",
    says: /not valid YAML/,
  },
  "a configuration that isn't there": {
    args: run("--config", "none.yaml"),
    exit: 2,
    code: "BACKSIGHT_FILE_NOT_FOUND",
    says: /none\.yaml/,
  },

  "an unknown flag": { args: run("--bogus"), exit: 2, code: "BACKSIGHT_USAGE", says: /unknown option '--bogus'/ },
  "a mistyped flag": {
    args: run("--slipage", "0"),
    exit: 2,
    code: "BACKSIGHT_USAGE",
    says: /Did you mean --slippage\?/,
  },
  "one argument too many": { args: run("extra"), exit: 2, code: "BACKSIGHT_USAGE", says: /too many arguments/ },
  "an unknown command": {
    args: ["rnu", "sma-cross"],
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /unknown command "rnu"\. Did you mean "run"\?/,
  },
  "an unknown command of runs": {
    args: ["runs", "shwo", "last"],
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /unknown command "runs shwo"\. Did you mean "show"\?/,
  },
  "a flag instead of a command": {
    args: ["--bogus"],
    exit: 2,
    code: "BACKSIGHT_OPTION_UNKNOWN",
    says: /option "--bogus"/,
  },
  "a run nobody stored": {
    args: ["runs", "show", "nope"],
    exit: 2,
    code: "BACKSIGHT_RUN_UNKNOWN",
    says: /no run "nope"/,
  },
  "a report of a run nobody stored": {
    args: ["report", "last"],
    exit: 2,
    code: "BACKSIGHT_RUN_UNKNOWN",
    says: /"last"/,
  },
  "a count that is none": {
    args: ["runs", "ls", "--limit", "0"],
    exit: 2,
    code: "BACKSIGHT_ARGUMENT",
    says: /limit .* was 0/,
  },
  "a strategy nobody knows": {
    args: ["strategies", "ema-crss"],
    exit: 2,
    code: "BACKSIGHT_STRATEGY_UNKNOWN",
    says: /Did you mean "ema-cross"\?/,
  },
  "a store in a place that isn't one": {
    args: run("--db", "good.csv/runs.db"),
    exit: 1,
    code: "BACKSIGHT_STORE",
    says: /good\.csv\/runs\.db/,
  },
  "a store that is something else": {
    args: run("--db", "good.csv"),
    exit: 1,
    code: "BACKSIGHT_STORE",
    says: /good\.csv/,
  },
  "a folder for a store": { args: run("--db", "folder.csv"), exit: 1, code: "BACKSIGHT_STORE", says: /folder\.csv/ },
};
