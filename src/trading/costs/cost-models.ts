import { COMMISSION_SCHEDULE_NAMES } from "./commission/commission-schedule-names.ts";
import { COMMISSION_SCHEDULES } from "./commission/commission-schedules.ts";
import { TRANSACTION_TAX_NAMES, TRANSACTION_TAXES } from "./taxes/transaction-tax.ts";

/** Part of the costs that a model is for. */
export type CostPart = "commission" | "slippage" | "spread" | "impact" | "borrow" | "financing" | "taxes";

/** One model of costs, for pages, help and messages. */
export interface CostModelEntry {
  readonly part: CostPart;
  /** As the command line and texts call it; a form of numbers where it has no name. */
  readonly name: string;
  /** A text that asks for it. */
  readonly example: string;
  readonly title: string;
}

/** Every model by part, in the order in which pages show them. */
export const COST_MODELS: readonly CostModelEntry[] = [
  { part: "commission", name: "rate", example: "0.1%", title: "a fraction of the notional" },
  { part: "commission", name: "per share", example: "0.005/share", title: "money for each unit" },
  { part: "commission", name: "per order", example: "1/order", title: "money once for each order" },
  { part: "commission", name: "bounded", example: "0.005/share,min:1,max:1%", title: "at least and at most, by order" },
  {
    part: "commission",
    name: "maker, taker",
    example: "maker:0.02%,taker:0.05%",
    title: "by who waited for the price",
  },
  { part: "commission", name: "sum", example: "0.0035/share+sec-fee", title: "several together" },
  ...COMMISSION_SCHEDULE_NAMES.map(
    (name): CostModelEntry => ({
      part: "commission",
      name,
      example: name,
      title: COMMISSION_SCHEDULES[name].title,
    }),
  ),
  { part: "slippage", name: "fixed", example: "0.05%", title: "a fraction of the price" },
  { part: "slippage", name: "volatility", example: "volatility:0.05", title: "a share of a bar's volatility" },
  {
    part: "slippage",
    name: "volume-share",
    example: "volume-share:0.1",
    title: "by the square of the share of volume",
  },
  { part: "spread", name: "fixed", example: "0.02%", title: "a fraction of the price, bid to ask" },
  { part: "spread", name: "edge", example: "edge", title: "estimated by EDGE (Ardia, Guidotti & Kroencke 2024)" },
  { part: "spread", name: "corwin-schultz", example: "corwin-schultz", title: "estimated by Corwin & Schultz (2012)" },
  { part: "spread", name: "abdi-ranaldo", example: "abdi-ranaldo", title: "estimated by Abdi & Ranaldo (2017)" },
  { part: "spread", name: "roll", example: "roll", title: "estimated by Roll (1984)" },
  {
    part: "impact",
    name: "square-root",
    example: "square-root:0.5",
    title: "by the root of the share of daily volume",
  },
  { part: "impact", name: "almgren-chriss", example: "almgren-chriss", title: "permanent and temporary" },
  { part: "impact", name: "kyle", example: "kyle", title: "by the slope of prices on signed volume" },
  { part: "borrow", name: "fixed", example: "3%", title: "annual fee on the value of short positions" },
  { part: "financing", name: "fixed", example: "5%", title: "annual interest on borrowed cash" },
  { part: "taxes", name: "fixed", example: "buys:0.5%,sells:0.1%", title: "fractions of the notional by side" },
  ...TRANSACTION_TAX_NAMES.map(
    (name): CostModelEntry => ({
      part: "taxes",
      name,
      example: name,
      title: `${TRANSACTION_TAXES[name].buys * 100}% on buys, ${TRANSACTION_TAXES[name].sells * 100}% on sells`,
    }),
  ),
];

/** Names of a part's models, for messages. */
export function costModelNames(part: CostPart): string[] {
  return COST_MODELS.filter(
    (entry) => entry.part === part && /^[a-z-]+$/.test(entry.name) && entry.name !== "fixed",
  ).map(({ name }) => name);
}
