import { writeFileSync } from "node:fs";
import { METRICS } from "../src/metrics/catalogue.ts";
import type { Metric } from "../src/metrics/metric.ts";

const GROUPS: Record<Metric["group"], string> = {
  return: "Return",
  risk: "Risk",
  ratio: "Return for risk",
  trades: "Trades",
  costs: "Costs",
  benchmark: "Against the benchmark",
};

const INTRODUCTION = `# Metrics

What every number of a run means. The id is its name in \`--json\`, in the store and in code. This page is written from
the catalogue (\`src/metrics/catalogue.ts\`) by \`node --conditions=backsight-source scripts/metrics-page.ts\`; a test holds
the two equal.

- Fractions: 0.01 is 1 %. Money is in the currency of the prices.
- \`r\` is the simple return of a period, \`b\` the benchmark's, \`rf\` the risk-free rate: a year's, or where it says so a
  period's, \`(1 + rf)^(1 / periods per year) − 1\`. A period is a session unless returns per bar were asked for.
- Periods per year come from the calendar: 252 sessions of a stock exchange, 365 around the clock.
- Drawdowns are taken at every bar's close, and the starting cash is the first peak.
- Trades still open at the end count in \`openTrades\` only.
- What is undefined is NaN, never 0; JSON has \`null\` and gives the reason in \`undefinedMetrics\`, as it does for what is
  infinite.
- √periods in annual figures assumes returns that don't depend on each other; \`autocorrelation\` says how far that holds.
`;

/** `docs/metrics.md`, as the catalogue has it now. */
export function metricsPage(): string {
  const groups = [...new Set(METRICS.map((metric) => metric.group))];
  return [INTRODUCTION, ...groups.map(section)].join("\n");
}

function section(group: Metric["group"]): string {
  const rows = METRICS.filter((metric) => metric.group === group).map((metric) => {
    const cells = [`\`${metric.id}\``, metric.label, metric.unit, metric.better, metric.formula, metric.reference];
    return [...cells, undefinedCell(metric)].map((cell) => cell.replaceAll("|", "\\|")).join(" | ");
  });
  const head = "| id | label | unit | better | formula | reference | undefined when |\n|---|---|---|---|---|---|---|";
  return `## ${GROUPS[group]}\n\n${head}\n${rows.map((row) => `| ${row} |`).join("\n")}\n`;
}

function undefinedCell({ undefinedWhen, infiniteWhen }: Metric): string {
  return infiniteWhen === undefined ? undefinedWhen : `${undefinedWhen}; ∞ when ${infiniteWhen}`;
}

if (import.meta.main) writeFileSync(new URL("../docs/metrics.md", import.meta.url), metricsPage());
