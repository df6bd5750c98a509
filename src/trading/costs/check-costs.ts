import { checkInteger, checkNotNegative, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { COMMISSION_KINDS, type Commission } from "./commission/commission.ts";
import { COMMISSION_SCHEDULE_NAMES } from "./commission/commission-schedule-names.ts";
import type { CostSettings } from "./cost-settings.ts";
import type { ImpactModel } from "./impact/impact-model.ts";
import type { SlippageModel } from "./slippage/slippage-model.ts";
import type { SpreadModel } from "./spread/spread-model.ts";

/** The share of a price that a fill may give away by fixed slippage and half the spread must be below this. */
const WHOLE_PRICE = 1;

/** @throws {BacksightError} BACKSIGHT_ARGUMENT for costs that are negative, NaN, or a concession of 100 % or more */
export function checkCosts({ commission, slippage, spread, impact, carry, taxes }: CostSettings): void {
  checkSlippage(slippage);
  checkSpread(spread);
  checkCommission(commission);
  if (impact !== undefined) checkImpact(impact);
  if (carry !== undefined) {
    checkNotNegative("borrow", carry.borrow);
    checkNotNegative("financing", carry.financing);
  }
  if (taxes !== undefined) {
    checkNotNegative("taxes on buys", taxes.buys);
    checkBelowOne("taxes on sells", checkNotNegative("taxes on sells", taxes.sells));
  }
  if (typeof slippage !== "number" || typeof spread !== "number") return;
  const concession = spread / 2 + slippage;
  if (concession >= WHOLE_PRICE) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "slippage",
      rule: "below 1 together with half the spread",
      value: concession,
    });
  }
}

/** @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN */
export function checkCommission(commission: Commission): void {
  switch (commission.kind) {
    case "rate":
      checkNotNegative("commission", commission.rate);
      return;
    case "per-unit":
    case "per-order":
      checkNotNegative("commission", commission.amount);
      return;
    case "maker-taker":
      checkNotNegative("commission of makers", commission.maker);
      checkNotNegative("commission of takers", commission.taker);
      return;
    case "tiered":
      checkTiers(commission.tiers.map(({ from, fee }) => [from, fee] as const));
      return;
    case "bounded":
      checkCommission(commission.of);
      checkNotNegative("minimum commission", commission.minimum ?? 0);
      checkNotNegative("maximum commission", commission.maximum ?? 0);
      checkNotNegative("maximum commission", commission.maximumRate ?? 0);
      return;
    case "sum":
      commission.of.forEach(checkCommission);
      return;
    case "scaled":
      checkNotNegative("share of a commission", commission.by);
      checkCommission(commission.of);
      return;
    case "only":
      checkCommission(commission.of);
      return;
    case "dated":
      for (const { of } of commission.since) checkCommission(of);
      return;
    case "schedule":
      if (!COMMISSION_SCHEDULE_NAMES.includes(commission.name))
        throw unknown("commission", commission.name, COMMISSION_SCHEDULE_NAMES);
      return;
    default:
      throw unknown("kind of commission", (commission as { readonly kind: unknown }).kind, COMMISSION_KINDS);
  }
}

function checkTiers(tiers: readonly (readonly [from: number, fee: number])[]): void {
  let before = -1;
  for (const [from, fee] of tiers) {
    checkNotNegative("commission of a tier", fee);
    if (!(from > before) || (before === -1 && from !== 0)) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "tiers", rule: "ascending from 0", value: from });
    }
    before = from;
  }
  if (before === -1)
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "tiers", rule: "at least one", value: "none" });
}

function checkSlippage(model: SlippageModel): void {
  if (typeof model === "number" || model === undefined) {
    checkNotNegative("slippage", model);
    return;
  }
  checkInteger("bars of the slippage", model.bars, model.kind === "volatility" ? 3 : 1);
  checkNotNegative("slippage", model.kind === "volatility" ? model.multiple : model.impact);
}

function checkSpread(model: SpreadModel): void {
  if (typeof model === "number" || model === undefined) checkNotNegative("spread", model);
  else if (model.kind === "estimated") checkInteger("sessions of the spread", model.sessions, 3);
}

function checkImpact(model: ImpactModel): void {
  checkInteger("sessions of the impact", model.sessions, 3);
  switch (model.kind) {
    case "square-root":
      checkNotNegative("impact", model.coefficient);
      return;
    case "almgren-chriss":
      checkNotNegative("permanent impact", model.permanent);
      checkNotNegative("temporary impact", model.temporary);
      checkPositive("exponent of the impact", model.exponent);
      checkPositive("days of the impact", model.days);
      return;
    case "kyle":
      if (model.lambda !== "estimated") checkNotNegative("lambda of the impact", model.lambda);
      return;
  }
}

function checkBelowOne(name: string, value: number): void {
  if (value >= 1) throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "below 1", value });
}

function unknown(kind: string, name: unknown, known: readonly string[]): BacksightError {
  const text = String(name);
  return new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind,
    name: text,
    hint: didYouMean(text, known),
    known: known.join(", "),
  });
}
