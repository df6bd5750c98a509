import type { RunRecord } from "../../run/run-record.ts";
import { costsText } from "../costs-text.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedMoney, formatSignedPercent } from "../format.ts";
import { metricValue, runFacts } from "../run-facts.ts";
import { shortPercent } from "../run-texts.ts";
import { failedFindings } from "./guard-status.ts";
import { type Html, html } from "./html.ts";

interface Kpi {
  readonly label: string;
  readonly value: string;
  /** Above 0 gains' colour, below 0 losses'; left out: plain. */
  readonly sign?: number;
  readonly sub: string;
}

/** Longer numbers than this many characters get a smaller type. */
const LONG = 11;
const VERY_LONG = 16;

/** The ten numbers that everybody asks for first; hatched and without colour when a guard says that they mean nothing. */
export function kpiSection(record: RunRecord): Html {
  const isDoubted = failedFindings(record.guards.findings).length > 0;
  return html`<dl class="kpis${isDoubted ? " doubted" : ""}">${keyNumbers(record).map(
    ({ label, value, sign = 0, sub }) =>
      html`<div class="kpi"><dt>${label}</dt><dd class="value${classOf(value, isDoubted ? 0 : sign)}">${value}</dd><dd class="sub">${sub}</dd></div>`,
  )}</dl>`;
}

function classOf(value: string, sign: number): string {
  const size = value.length > VERY_LONG ? " very-long" : value.length > LONG ? " long" : "";
  return `${size}${sign > 0 ? " gain" : sign < 0 ? " loss" : ""}`;
}

function keyNumbers(record: RunRecord): Kpi[] {
  const metric = (id: string) => metricValue(record, id);
  const facts = runFacts(record);
  const totalReturn = metric("totalReturn");
  const excess = metric("excessReturn");
  const sharpe = formatNumber(metric("sharpeRatio"), 2);
  const error = metric("sharpeStandardError");
  const open = metric("openTrades");
  const drawdownDays = metric("maxDrawdownDays");
  return [
    {
      label: "Total return",
      value: formatSignedPercent(totalReturn),
      sign: totalReturn,
      sub: `${formatSignedMoney(facts.net)} net of costs`,
    },
    {
      label: "CAGR",
      value: formatSignedPercent(metric("cagr")),
      sign: metric("cagr"),
      sub: `volatility ${formatPercent(metric("volatility"))} a year`,
    },
    {
      label: "Sharpe ratio",
      value: Number.isNaN(error) ? sharpe : `${sharpe} ± ${formatNumber(error, 2)}`,
      sub: Number.isNaN(error) ? "annual" : "annual, ± its standard error",
    },
    {
      label: "Max drawdown",
      value: formatPercent(metric("maxDrawdown")),
      sign: metric("maxDrawdown"),
      sub: Number.isNaN(drawdownDays)
        ? "from the highest equity"
        : `the deepest lasted ${formatNumber(drawdownDays, 0)} days`,
    },
    { label: "Final equity", value: formatMoney(facts.finalEquity), sub: `from ${formatMoney(facts.startingCash)}` },
    {
      label: "Trades",
      value: formatNumber(metric("tradesCount"), 0),
      sub: open > 0 ? `and ${formatNumber(open, 0)} open at the end` : "closed; none open at the end",
    },
    { label: "Win rate", value: formatPercent(metric("winRate"), 1), sub: "of closed trades, after costs" },
    { label: "Profit factor", value: formatNumber(metric("profitFactor"), 2), sub: "gross profit over gross loss" },
    {
      label: "Break-even cost",
      value: Number.isNaN(facts.breakEvenCost) ? "–" : formatPercent(facts.breakEvenCost, 3),
      ...(facts.breakEvenCost < facts.costPerSide ? { sign: -1 } : {}),
      sub: `a side; charged: ${Number.isNaN(facts.costPerSide) ? costsText(record.spec.settings.costs) : shortPercent(facts.costPerSide)}`,
    },
    {
      label: "Benchmark",
      value: formatSignedPercent(metric("benchmarkReturn")),
      sub: Number.isNaN(excess) ? "none to compare with" : `strategy ${formatSignedPercent(excess)} against it`,
    },
  ];
}
