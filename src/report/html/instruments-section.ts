import type { RunDetail } from "../../run/run-detail.ts";
import { formatMoney, formatNumber, formatPercent } from "../format.ts";
import { instrumentRows } from "../instrument-rows.ts";
import { type Html, html } from "./html.ts";

const HEADS: readonly (readonly [text: string, isNumber: boolean])[] = [
  ["Instrument", false],
  ["Trades", true],
  ["Open", true],
  ["Win rate", true],
  ["P&L", true],
  ["Of starting cash", true],
  ["Commission", true],
];

/** What each of several instruments brought, as a table; nothing for one. */
export function instrumentsSection({ record, trades }: RunDetail): Html | null {
  if (trades.symbols.length < 2) return null;
  const rows = instrumentRows(trades, record.spec.settings.cash).map((row) => {
    const tone = row.pnl > 0 ? html` gain` : row.pnl < 0 ? html` loss` : null;
    return html`<tr><td>${row.symbol}</td><td class="num">${formatNumber(row.trades, 0)}</td><td class="num">${formatNumber(row.openTrades, 0)}</td><td class="num">${formatPercent(row.winRate)}</td><td class="num${tone}">${formatMoney(row.pnl)}</td><td class="num${tone}">${formatPercent(row.contribution)}</td><td class="num">${formatMoney(row.commission)}</td></tr>\n`;
  });
  return html`<section class="card"><h2>By instrument</h2><div class="scroll tall" role="region" aria-label="By instrument" tabindex="0"><table data-sortable><thead><tr>${HEADS.map(
    ([text, isNumber]) => html`<th scope="col"${isNumber ? html` class="num"` : null}>${text}</th>`,
  )}</tr></thead><tbody>
${rows}</tbody></table></div></section>`;
}
