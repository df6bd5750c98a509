import { quantile } from "../../math/quantile.ts";
import { select } from "../../math/select.ts";
import type { TradeColumns } from "../../trading/trade-columns.ts";
import { excursionScatter } from "../charts/excursion-scatter.ts";
import { formatNumber, formatPercent, formatSignedPercent, UNDEFINED_MARK } from "../format.ts";
import { type TradeExcursions, tradeExcursions } from "../trade-excursions.ts";
import { chartCard } from "./figure.ts";
import { type Html, html } from "./html.ts";

/** How far trades went against and for their holder: a picture with a dot a trade, and the same as a table. */
export function excursionsSection(trades: TradeColumns): Html {
  const excursions = tradeExcursions(trades);
  return chartCard(
    "Excursions: how far trades went",
    (width) => excursionScatter(excursions, { width }),
    table(excursions),
  );
}

const HEADS = ["Trades", "How many", "MAE, median", "9 in 10 within", "worst", "MFE, median", "9 in 10 within", "best"];

function table({ mae, mfe, result }: TradeExcursions): Html {
  const row = (name: string, keep: (i: number) => boolean): Html => {
    const [against, favour] = [select(mae, keep), select(mfe, keep)];
    const share = (column: Float64Array, p: number, format: (fraction: number) => string) =>
      column.length === 0 ? UNDEFINED_MARK : format(quantile(column, p));
    const plain = (fraction: number) => formatPercent(fraction);
    const signed = (fraction: number) => formatSignedPercent(fraction);
    const cells = [
      formatNumber(against.length, 0),
      ...[0.5, 0.1, 0].map((p) => share(against, p, plain)),
      ...[0.5, 0.9, 1].map((p) => share(favour, p, signed)),
    ];
    return html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td class="num">${cell}</td>`)}</tr>\n`;
  };
  return html`<div class="scroll" role="region" aria-label="Excursions" tabindex="0"><table class="excursions"><thead><tr>${HEADS.map(
    (head, column) => html`<th scope="col"${column > 0 ? html` class="num"` : null}>${head}</th>`,
  )}</tr></thead><tbody>
${row("Gained", (i) => result[i]! > 0)}${row("Lost", (i) => !(result[i]! > 0))}${row("All closed", () => true)}</tbody></table></div>`;
}
