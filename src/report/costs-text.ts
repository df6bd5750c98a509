import type { Commission, CostSettings } from "../trading/costs/cost-settings.ts";
import { costWords } from "../trading/costs/cost-words.ts";
import { formatPrice } from "./format.ts";
import { shortPercent } from "./run-texts.ts";

/** "commission 0.1%, slippage 0.05%" or "none"; models in the words of the command line. */
export function costsText(costs: CostSettings): string {
  const { commission, slippage, spread, carry, taxes } = costs;
  const words = costWords(costs);
  const parts: string[] = [];
  const fee = commissionText(commission, words.commission);
  if (fee !== "") parts.push(`commission ${fee}`);
  if (slippage !== 0) parts.push(`slippage ${typeof slippage === "number" ? shortPercent(slippage) : words.slippage}`);
  if (spread !== 0) parts.push(`spread ${typeof spread === "number" ? shortPercent(spread) : words.spread!}`);
  if (words.impact !== undefined) parts.push(`impact ${words.impact}`);
  if (carry !== undefined && carry.borrow > 0) parts.push(`borrow ${shortPercent(carry.borrow)} a year`);
  if (carry !== undefined && carry.financing > 0) parts.push(`financing ${shortPercent(carry.financing)} a year`);
  if (taxes !== undefined)
    parts.push(`taxes ${shortPercent(taxes.buys)} on buys, ${shortPercent(taxes.sells)} on sells`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

function commissionText(commission: Commission, word: string): string {
  switch (commission.kind) {
    case "rate":
      return commission.rate === 0 ? "" : shortPercent(commission.rate);
    case "per-unit":
      return commission.amount === 0 ? "" : `${formatPrice(commission.amount)} per unit`;
    case "per-order":
      return `${formatPrice(commission.amount)} per order`;
    case "maker-taker":
      return `${shortPercent(commission.maker)} as maker and ${shortPercent(commission.taker)} as taker`;
    case "bounded":
      return boundedText(commission);
    case "schedule":
      return word;
    default:
      return `${commission.kind} (of one's own)`;
  }
}

function boundedText({ of, minimum, maximum, maximumRate }: Extract<Commission, { kind: "bounded" }>): string {
  const limits = [
    minimum === undefined ? "" : `at least ${formatPrice(minimum)}`,
    maximum === undefined ? "" : `at most ${formatPrice(maximum)}`,
    maximumRate === undefined ? "" : `at most ${shortPercent(maximumRate)}`,
  ];
  return [commissionText(of, of.kind), ...limits.filter((text) => text !== "")].join(", ");
}
