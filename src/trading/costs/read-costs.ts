import { ALMGREN_COEFFICIENTS } from "../../math/market-impact/almgren-impact.ts";
import type { CarryRates } from "./carry/carry-rates.ts";
import { checkCosts } from "./check-costs.ts";
import { checkKeys } from "./check-keys.ts";
import { readCommission } from "./commission/read-commission.ts";
import { type CostPart, costModelNames } from "./cost-models.ts";
import { type CostSettings, DEFAULT_COSTS } from "./cost-settings.ts";
import type { ImpactModel } from "./impact/impact-model.ts";
import {
  DEFAULT_IMPACT_SESSIONS,
  DEFAULT_SLIPPAGE_BARS,
  DEFAULT_SPREAD_SESSIONS,
  DEFAULT_VOLATILITY_MULTIPLE,
  DEFAULT_VOLUME_SHARE_IMPACT,
} from "./model-defaults.ts";
import {
  checkOptions,
  isNumberLike,
  isPlain,
  type ModelWords,
  readAmount,
  readJson,
  readModelWords,
  readShareOfPrice,
  unknownCost,
  wrongCost,
} from "./read-words.ts";
import type { SlippageModel } from "./slippage/slippage-model.ts";
import { SPREAD_ESTIMATORS, type SpreadModel } from "./spread/spread-model.ts";
import { TRANSACTION_TAX_NAMES, TRANSACTION_TAXES, type TransactionTax } from "./taxes/transaction-tax.ts";

/**
 * Costs as people give them: each part a number, a text as the command line takes it (`"ibkr-tiered"`,
 * `"volume-share:0.1"`, `"edge"`, `"square-root:0.5"`, `"3%"`, `"uk-stamp-duty"`), or the setting itself.
 */
export type CostsGiven = { readonly [K in CostPart]?: unknown };

export const COST_PARTS = ["commission", "slippage", "spread", "impact", "borrow", "financing", "taxes"] as const;

/**
 * The costs that are given, the rest as `defaults` have it.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN
 */
export function readCosts(given: CostsGiven, defaults: CostSettings = DEFAULT_COSTS): CostSettings {
  const { commission, slippage, spread, impact, borrow, financing, taxes } = given;
  const moved = impact === undefined ? defaults.impact : readImpact(impact);
  const carry = readCarry(borrow, financing, defaults.carry);
  const taxed = taxes === undefined ? defaults.taxes : readTaxes(taxes);
  const settings: CostSettings = {
    commission: commission === undefined ? defaults.commission : readCommission(commission),
    slippage: slippage === undefined ? defaults.slippage : readSlippage(slippage),
    spread: spread === undefined ? defaults.spread : readSpread(spread),
    ...(moved === undefined ? {} : { impact: moved }),
    ...(carry === undefined ? {} : { carry }),
    ...(taxed === undefined ? {} : { taxes: taxed }),
  };
  checkCosts(settings);
  return settings;
}

/** Slippage: a number, `0.05%`, `volatility:0.05`, `volume-share:0.1,bars:20`, or the setting. */
export function readSlippage(given: unknown): SlippageModel {
  const words = wordsOf("slippage", given);
  if (typeof words === "number") return words;
  const bars = wholeOption(words, "bars", DEFAULT_SLIPPAGE_BARS);
  switch (words.name) {
    case "volatility":
      checkOptions("slippage", words, ["bars", "multiple"]);
      return { kind: words.name, multiple: valueOr(words, "multiple", DEFAULT_VOLATILITY_MULTIPLE), bars };
    case "volume-share":
      checkOptions("slippage", words, ["bars", "impact"]);
      return { kind: words.name, impact: valueOr(words, "impact", DEFAULT_VOLUME_SHARE_IMPACT), bars };
    default:
      throw unknownCost("slippage", words.name, costModelNames("slippage"));
  }
}

/** Spread: a number, `0.02%`, an estimator (`edge,sessions:21`), `quotes`, or the setting. */
export function readSpread(given: unknown): SpreadModel {
  if (isPlain(given) && given.kind === "estimated") return readSpread({ ...given, kind: given.by, by: undefined });
  const words = wordsOf("spread", given);
  if (typeof words === "number") return words;
  if (words.name === "quotes" || words.name === "quoted") {
    checkOptions("spread", words, []);
    return { kind: "quoted" };
  }
  const by = SPREAD_ESTIMATORS.find((name) => name === words.name);
  if (by === undefined) throw unknownCost("spread", words.name, [...SPREAD_ESTIMATORS, "quotes"]);
  checkOptions("spread", words, ["sessions"]);
  if (words.value !== undefined) throw wrongCost("spread", `${by}, with sessions:21 or not`, `${by}:${words.value}`);
  return { kind: "estimated", by, sessions: wholeOption(words, "sessions", DEFAULT_SPREAD_SESSIONS) };
}

/** Impact: `square-root:0.5`, `almgren-chriss`, `kyle`, `kyle:1e-6`, `none`, or the setting. */
export function readImpact(given: unknown): ImpactModel | undefined {
  if (given === "none") return undefined;
  const words = wordsOf("impact", given);
  if (typeof words === "number") throw wrongCost("impact", "a model such as square-root:0.5", given);
  const sessions = wholeOption(words, "sessions", DEFAULT_IMPACT_SESSIONS);
  switch (words.name) {
    case "square-root":
      checkOptions("impact", words, ["sessions", "coefficient"]);
      return { kind: words.name, coefficient: valueOr(words, "coefficient", 1), sessions };
    case "kyle": {
      checkOptions("impact", words, ["sessions", "lambda"]);
      const lambda = words.value ?? words.options.get("lambda") ?? "estimated";
      return { kind: words.name, lambda: lambda === "estimated" ? lambda : readAmount("impact", lambda), sessions };
    }
    case "almgren-chriss": {
      checkOptions("impact", words, ["sessions", "permanent", "temporary", "exponent", "days"]);
      if (words.value !== undefined)
        throw wrongCost(
          "impact",
          "almgren-chriss, with options such as temporary:0.142",
          `${words.name}:${words.value}`,
        );
      const own = (name: keyof typeof ALMGREN_COEFFICIENTS) => {
        const text = words.options.get(name);
        return text === undefined ? ALMGREN_COEFFICIENTS[name] : readAmount("impact", text);
      };
      const [permanent, temporary] = [own("permanent"), own("temporary")];
      return { kind: words.name, permanent, temporary, exponent: own("exponent"), days: own("days"), sessions };
    }
    default:
      throw unknownCost("impact", words.name, [...costModelNames("impact"), "none"]);
  }
}

/** Taxes: a name, `0.5%` of buys and sells, `buys:0.5%,sells:0.1%`, `none`, or the setting. */
export function readTaxes(given: unknown): TransactionTax | undefined {
  if (given === "none") return undefined;
  if (isPlain(given)) {
    checkKeys("taxes", given, ["buys", "sells"]);
    const { buys = 0, sells = 0 } = given;
    if (typeof buys === "number" && typeof sells === "number") return { buys, sells };
    throw wrongCost("taxes", "{ buys, sells }, fractions of the notional", given);
  }
  const words = wordsOf("taxes", given);
  if (typeof words === "number") return { buys: words, sells: words };
  const known = TRANSACTION_TAX_NAMES.find((name) => name === words.name);
  if (known !== undefined) return TRANSACTION_TAXES[known];
  if (words.name !== "buys" && words.name !== "sells")
    throw unknownCost("taxes", words.name, [...TRANSACTION_TAX_NAMES, "none"]);
  const sides = { ...words, options: new Map(words.options).set(words.name, words.value ?? "") };
  checkOptions("taxes", sides, ["buys", "sells"]);
  const share = (side: "buys" | "sells") => readShareOfPrice("taxes", sides.options.get(side) ?? "0");
  return { buys: share("buys"), sells: share("sells") };
}

function readCarry(borrow: unknown, financing: unknown, defaults: CarryRates | undefined): CarryRates | undefined {
  const carry = {
    borrow: borrow === undefined ? (defaults?.borrow ?? 0) : annualRate("borrow", borrow),
    financing: financing === undefined ? (defaults?.financing ?? 0) : annualRate("financing", financing),
  };
  return carry.borrow === 0 && carry.financing === 0 ? undefined : carry;
}

function annualRate(name: "borrow" | "financing", given: unknown): number {
  if (typeof given === "number") return given;
  if (typeof given === "string") return readAmount(name, given);
  throw wrongCost(name, "an annual fraction (0.03 or 3%)", given);
}

/** A number as it is; a text, or a setting's own values, as words. */
function wordsOf(part: CostPart, given: unknown): number | ModelWords {
  if (typeof given === "number") return given;
  if (typeof given === "string") {
    if (given.trim().startsWith("{")) return wordsOf(part, readJson(part, given));
    return isNumberLike(given) ? readShareOfPrice(part, given) : readModelWords(part, given);
  }
  if (!isPlain(given)) throw wrongCost(part, "a fraction, or a model by name or as { kind, … }", given);
  const { kind, ...rest } = given;
  if (typeof kind !== "string") throw unknownCost(part, String(kind), costModelNames(part));
  const options = new Map<string, string>();
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) options.set(name, String(value));
  return { name: kind, value: undefined, options };
}

function valueOr(words: ModelWords, option: string, byDefault: number): number {
  const text = words.value ?? words.options.get(option);
  return text === undefined ? byDefault : readAmount(words.name, text);
}

function wholeOption(words: ModelWords, option: string, byDefault: number): number {
  const text = words.options.get(option);
  if (text === undefined) return byDefault;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw wrongCost(`${option} of ${words.name}`, "a whole number from 1", text);
}
