import type { RunDetail } from "../../run/run-detail.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { formatCounted, formatMoney, formatNumber, formatPercent, formatPrice, formatQuantity } from "../format.ts";
import type { RowLabels } from "../row-labels.ts";
import { type Html, html } from "./html.ts";

const MOST_ROWS = 500;

/** The trades as a table; the page's script makes its heads sort. Long lists are cut, with the way to the rest. */
export function tradesSection({ record, trades }: RunDetail, labels: RowLabels): Html {
  if (trades.length === 0)
    return html`<section class="card"><h2>Trades</h2><p class="muted">No trades in this period.</p></section>`;
  const shown = Math.min(trades.length, MOST_ROWS);
  const count =
    shown < trades.length
      ? html`<p class="muted">The first ${formatNumber(shown, 0)} of ${formatCounted(trades.length, "trade")}. All of them: <code>backsight report ${record.id} --out run.json</code></p>`
      : html`<p class="muted">${formatCounted(trades.length, "trade")}.</p>`;
  const isOne = trades.symbols.length === 1;
  const time = labels.isDaily ? "" : " (UTC)";
  const heads: readonly (readonly [text: string, isNumber: boolean])[] = [
    ["#", true],
    ...(isOne ? [] : [["Instrument", false] as const]),
    ["Side", false],
    [`Entry${time}`, false],
    ["Entry price", true],
    [`Exit${time}`, false],
    ["Exit price", true],
    ["Quantity", true],
    ["P&L", true],
    ["Return", true],
    ["MAE", true],
    ["MFE", true],
    ["Commission", true],
    ["Slippage", true],
    ["Exit", false],
  ];
  const rows = Array.from({ length: shown }, (_, i) => {
    const trade = tradeAt(trades, i);
    const tone = trade.pnl > 0 ? html` gain` : trade.pnl < 0 ? html` loss` : null;
    return html`<tr><td class="num">${formatNumber(i + 1, 0)}</td>${isOne ? null : html`<td>${trade.symbol}</td>`}<td>${trade.side}</td><td class="nowrap">${labels.entry(i)}</td><td class="num">${formatPrice(trade.entryPrice)}</td><td class="nowrap">${labels.exit(i)}</td><td class="num">${formatPrice(trade.exitPrice)}</td><td class="num">${formatQuantity(trade.quantity)}</td><td class="num${tone}">${formatMoney(trade.pnl)}</td><td class="num${tone}">${formatPercent(trade.returnFraction)}</td><td class="num">${formatPercent(trade.mae)}</td><td class="num">${formatPercent(trade.mfe)}</td><td class="num">${formatMoney(trade.commission)}</td><td class="num">${formatMoney(trade.slippage)}</td><td class="nowrap">${trade.exitReason}${trade.isAmbiguous ? " *" : ""}</td></tr>\n`;
  });
  const hasAmbiguous = trades.isAmbiguous.subarray(0, shown).includes(1);
  return html`<section class="card"><h2>Trades</h2>${count}<div class="scroll tall" role="region" aria-label="Trades" tabindex="0"><table data-sortable><thead><tr>${heads.map(
    ([text, isNumber]) => html`<th scope="col"${isNumber ? html` class="num"` : null}>${text}</th>`,
  )}</tr></thead><tbody>
${rows}</tbody></table></div>${hasAmbiguous ? html`<p class="muted">* The outcome depends on the order of prices inside a bar.</p>` : null}</section>`;
}
