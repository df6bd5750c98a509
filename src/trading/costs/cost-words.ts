import { ALMGREN_COEFFICIENTS } from "../../math/market-impact/almgren-impact.ts";
import type { CarryRates } from "./carry/carry-rates.ts";
import type { Commission } from "./commission/commission.ts";
import type { CostSettings } from "./cost-settings.ts";
import type { ImpactModel } from "./impact/impact-model.ts";
import { DEFAULT_IMPACT_SESSIONS, DEFAULT_SLIPPAGE_BARS, DEFAULT_SPREAD_SESSIONS } from "./model-defaults.ts";
import type { SlippageModel } from "./slippage/slippage-model.ts";
import type { SpreadModel } from "./spread/spread-model.ts";
import { TRANSACTION_TAX_NAMES, TRANSACTION_TAXES, type TransactionTax } from "./taxes/transaction-tax.ts";

/** Costs as the command line writes them; what is none isn't there. Read back by `readCosts`. */
export interface CostWords {
  readonly commission: string;
  readonly slippage: string;
  readonly spread?: string;
  readonly impact?: string;
  readonly borrow?: string;
  readonly financing?: string;
  readonly taxes?: string;
}

/** Costs in the words of the command line: the very numbers, so that reading them back gives the same settings. */
export function costWords({ commission, slippage, spread, impact, carry, taxes }: CostSettings): CostWords {
  return {
    commission: commissionWord(commission),
    slippage: slippageWord(slippage),
    ...(spread === 0 ? {} : { spread: spreadWord(spread) }),
    ...(impact === undefined ? {} : { impact: impactWord(impact) }),
    ...carryWords(carry),
    ...(taxes === undefined ? {} : { taxes: taxesWord(taxes) }),
  };
}

function commissionWord(commission: Commission): string {
  switch (commission.kind) {
    case "rate":
      return String(commission.rate);
    case "per-unit":
      return `${commission.amount}/share`;
    case "per-order":
      return `${commission.amount}/order`;
    case "maker-taker":
      return `maker:${commission.maker},taker:${commission.taker}`;
    case "schedule":
      return commission.name;
    default:
      return JSON.stringify(commission);
  }
}

function slippageWord(model: SlippageModel): string {
  if (typeof model === "number") return String(model);
  const size = model.kind === "volatility" ? model.multiple : model.impact;
  return `${model.kind}:${size}${optionWord("bars", model.bars, DEFAULT_SLIPPAGE_BARS)}`;
}

function spreadWord(model: SpreadModel): string {
  if (typeof model === "number") return String(model);
  if (model.kind === "quoted") return "quotes";
  return `${model.by}${optionWord("sessions", model.sessions, DEFAULT_SPREAD_SESSIONS)}`;
}

function impactWord(model: ImpactModel): string {
  const sessions = optionWord("sessions", model.sessions, DEFAULT_IMPACT_SESSIONS);
  if (model.kind === "square-root") return `square-root:${model.coefficient}${sessions}`;
  if (model.kind === "kyle") return `kyle${model.lambda === "estimated" ? "" : `:${model.lambda}`}${sessions}`;
  const own = (["permanent", "temporary", "exponent", "days"] as const).map((name) =>
    optionWord(name, model[name], ALMGREN_COEFFICIENTS[name]),
  );
  return `almgren-chriss${own.join("")}${sessions}`;
}

function carryWords(carry: CarryRates | undefined): Pick<CostWords, "borrow" | "financing"> {
  if (carry === undefined) return {};
  const { borrow, financing } = carry;
  return {
    ...(borrow === 0 ? {} : { borrow: String(borrow) }),
    ...(financing === 0 ? {} : { financing: String(financing) }),
  };
}

function taxesWord({ buys, sells }: TransactionTax): string {
  const known = TRANSACTION_TAX_NAMES.find(
    (name) => TRANSACTION_TAXES[name].buys === buys && TRANSACTION_TAXES[name].sells === sells,
  );
  return known ?? `buys:${buys},sells:${sells}`;
}

function optionWord(name: string, value: number, byDefault: number): string {
  return value === byDefault ? "" : `,${name}:${value}`;
}
