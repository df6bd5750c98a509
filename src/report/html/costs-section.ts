import type { RunRecord } from "../../run/run-record.ts";
import { waterfall } from "../charts/waterfall.ts";
import { costsText } from "../costs-text.ts";
import { formatMoney, formatPercent } from "../format.ts";
import { paidParts, type RunFacts, runFacts } from "../run-facts.ts";
import { shortPercent } from "../run-texts.ts";
import { HALF, plots } from "./figure.ts";
import { type Html, html } from "./html.ts";

/** What trading cost, and how much it might have cost before the result was gone. */
export function costsSection(record: RunRecord): Html {
  const facts = runFacts(record);
  const rows: readonly (readonly [string, string])[] = [
    ["Result before costs", formatMoney(facts.gross)],
    ...paidParts(facts).map(([label, money]) => [label, formatMoney(-money)] as const),
    ["Result after costs", formatMoney(facts.net)],
    ["Costs, of the result before them", formatPercent(facts.gross > 0 ? facts.paid / facts.gross : NaN, 1)],
    ["Break-even cost, per side", formatPercent(facts.breakEvenCost, 3)],
    ...(Number.isFinite(facts.capacity) ? [["Capacity", formatMoney(facts.capacity)] as const] : []),
    ["Charged, per side", Number.isNaN(facts.costPerSide) ? "by size" : shortPercent(facts.costPerSide)],
  ];
  return html`<section class="card"><h2>Costs</h2><p class="muted">In force: ${costsText(record.spec.settings.costs)}. ${breakEvenSentence(facts)}</p>
<div class="two"><div>${plots((width) => waterfall(facts, { width }), HALF)}</div><table><tbody>${rows.map(
    ([label, value]) => html`<tr><th scope="row">${label}</th><td class="num">${value}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function breakEvenSentence({ breakEvenCost, costPerSide, costsAreOff, gross }: RunFacts): string {
  if (costsAreOff) return "Costs are off: no trader pays nothing.";
  if (Number.isNaN(breakEvenCost)) return "Nothing was traded.";
  if (!(gross > 0)) return "The trades lost money before any cost.";
  if (Number.isNaN(costPerSide))
    return `The result is gone at ${formatPercent(breakEvenCost, 3)} of the traded value a side.`;
  const ratio = breakEvenCost / costPerSide;
  return ratio < 1
    ? "The costs are higher than what the trades earned."
    : `The result is gone at ${formatPercent(breakEvenCost, 3)} a side, ${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)} times what was charged.`;
}
