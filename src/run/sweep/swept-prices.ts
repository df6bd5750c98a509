import { type CreateHasher, sha256 } from "../../core/sha256.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { AnyRunRequest } from "../execute.ts";
import { dataHash } from "../identity.ts";
import { axisOf, panelPrices } from "../simulate-portfolio.ts";
import type { SeveralInstruments } from "./sweep-rows.ts";

/** The prices of a run, as sweeps and walk-forwards go along them. */
export interface SweptPrices {
  /** The instrument's bars, or the index of several. */
  readonly bars: Bars;
  readonly actions: readonly CorporateAction[] | null;
  readonly several: SeveralInstruments | null;
  /** Of all instruments. */
  readonly symbols: readonly string[];
}

/** @throws {BacksightError} as `axisOf` */
export function sweptPrices(
  request: Pick<Extract<AnyRunRequest, { bars: unknown }>, "bars" | "actions"> | SeveralInstruments,
): SweptPrices {
  if ("panel" in request) {
    const { panel, actionsOf = null } = request;
    const symbols = panel.instruments.map(({ instrument }) => instrument.symbol);
    return { bars: axisOf(panel, actionsOf), actions: null, several: { panel, actionsOf }, symbols };
  }
  const { bars, actions = null } = request;
  return { bars, actions, several: null, symbols: [bars.instrument.symbol] };
}

/** What a bar of an instrument that shares cash takes, of what one takes through the fastest door. */
const WEIGHT = 32;

/** How much work each bar is; of one instrument 1. */
export function weightOf(several: SeveralInstruments | null | undefined): number {
  return several == null ? 1 : several.panel.instruments.length * WEIGHT;
}

/** Names the prices of a sweep: as `dataHash`, of several instruments all of theirs. */
export function sweptDataHash({ bars, actions, several }: SweptPrices, createHasher: CreateHasher): string {
  if (several === null) return dataHash(bars, createHasher, actions);
  const { prices } = panelPrices(several.panel, several.actionsOf ?? null);
  return sha256(prices.map((one) => dataHash(one.bars, createHasher, one.actions)).join(" "));
}
