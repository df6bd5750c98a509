import { isoTime } from "../market/iso-time.ts";
import type { RunRecord } from "../run/run-record.ts";
import { costsText } from "./costs-text.ts";
import { exitsText } from "./exits-text.ts";
import { formatMoney } from "./format.ts";
import { marketAccessTexts } from "./market-access-text.ts";
import { riskText } from "./risk-text.ts";
import { orderTimeoutText, rulesText } from "./rules-text.ts";
import { fillText, shortPercent, sizeText } from "./run-texts.ts";

/** One thing that decides a run's result, for people. */
export interface SpecLine {
  readonly name: string;
  readonly value: string;
  /** A digest, to be set in a fixed pitch. */
  readonly isHash?: boolean;
}

/** Everything that decides a run's result except its parameters, in the order in which a reader asks. */
export function specLines({ spec, data, engine, backsightVersion, ...record }: RunRecord): SpecLine[] {
  const { settings, strategy, from, to } = spec;
  const { url } = strategy;
  const access = marketAccessTexts(settings);
  return [
    { name: "Strategy", value: `${strategy.name} (${url ?? strategy.source})` },
    { name: "Data", value: spec.data },
    {
      name: "Instrument",
      value: `${data.symbol} ${data.timeframe}, calendar ${data.calendar}, ${data.adjustment} prices`,
    },
    {
      name: "Range asked for",
      value: `${from === null ? "first bar" : isoTime(from)} to ${to === null ? "last bar" : isoTime(to)}`,
    },
    { name: "Range in the data", value: `${data.start} to ${data.end}` },
    { name: "Starting cash", value: formatMoney(settings.cash) },
    { name: "Costs", value: costsText(settings.costs) },
    { name: "Rules", value: rulesText(settings) },
    { name: "Fills", value: fillText(settings.fill) },
    {
      name: "Size",
      value: `${sizeText(settings.size)}, turned into units at the ${settings.sizeAt === "fill" ? "fill" : "decision"}`,
    },
    { name: "Sides", value: settings.direction === "both" ? "long and short" : `${settings.direction} only` },
    { name: "Stops and targets", value: exitsText(settings) },
    ...(settings.risk === undefined ? [] : [{ name: "Risk limits", value: riskText(settings.risk) }]),
    {
      name: "Position rules",
      value: `entries: ${settings.accumulate}, settlement ${settings.settlement}, rebalance ${settings.rebalance}, trade unit ${settings.tradeUnit}, leverage ${settings.leverage}, orders wait ${orderTimeoutText(settings.orderTimeout)}`,
    },
    ...(access.length === 0 ? [] : [{ name: "Market access", value: access.join("; ") }]),
    { name: "Returns", value: `per ${settings.returns}; risk-free rate ${shortPercent(settings.riskFree)} a year` },
    { name: "Benchmark", value: settings.benchmark === "hold" ? "the same instrument, held" : settings.benchmark },
    { name: "Seed, rules version", value: `${spec.seed}, ${spec.rulesVersion}` },
    { name: "Engine", value: `${engine}, Backsight ${backsightVersion}` },
    { name: "Spec hash", value: record.specHash, isHash: true },
    { name: "Data hash", value: record.dataHash, isHash: true },
    { name: "Result hash", value: record.resultHash, isHash: true },
    { name: "Code hash", value: strategy.codeHash, isHash: true },
  ];
}
