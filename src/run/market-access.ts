import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { numberOfText } from "../core/number-text.ts";
import { type AccountRules, leverageOf, portfolioMargin, REG_T } from "../trading/ledger/account-rules.ts";
import type { Latency } from "../trading/orders/order-delay.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** How orders reach the market and what the account may borrow, as texts or as numbers. */
export interface MarketAccessGiven {
  /** Share of a bar's volume, above 0 and up to 1: `0.1`, `10%`. */
  readonly participation?: number | string | undefined;
  /** `2` bars, or a time: `250ms`, `1s`, `5m`, `1h`. */
  readonly latency?: number | string | undefined;
  /** `cash`, `reg-t` or `portfolio`; with a rate of its own `portfolio:20%`, or `reg-t:50%,25%,30%`. */
  readonly account?: string | undefined;
}

/** What a run has of these, where it is asked for; leverage and settlement are what the account says. */
export type MarketAccess = Pick<ExecutionSettings, "participation" | "latency" | "account">;

const KINDS = ["cash", "reg-t", "portfolio"];
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads what is given; nothing is in what it returns that isn't. @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN */
export function readMarketAccess({ participation, latency, account }: MarketAccessGiven): MarketAccess {
  return {
    ...(participation === undefined ? {} : { participation: readParticipation(participation) }),
    ...(latency === undefined ? {} : { latency: readLatency(latency) }),
    ...(account === undefined ? {} : { account: readAccount(account) }),
  };
}

/**
 * The leverage of a run: what is asked for, else what its account allows.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT when that is more than the account allows
 */
export function leverageWithin(
  asked: number | undefined,
  byDefault: number,
  account: AccountRules | undefined,
): number {
  if (account === undefined) return asked ?? byDefault;
  const most = leverageOf(account);
  if (asked === undefined || asked <= most) return asked ?? most;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "leverage",
    rule: `at most ${most} in a ${account.kind} account`,
    value: asked,
  });
}

/** When sales settle, where nothing else is asked for. */
export function settlementOf(account: AccountRules | undefined): "T+0" | "T+1" {
  return account?.kind === "cash" ? "T+1" : "T+0";
}

/** The text that `readMarketAccess` reads back. */
export function accountWord(account: AccountRules): string {
  if (account.kind === "cash") return "cash";
  const { kind, initial, long, short } = account;
  const usual = kind === "reg-t" ? REG_T : portfolioMargin();
  if (usual.kind !== "cash" && usual.initial === initial && usual.long === long && usual.short === short) return kind;
  return kind === "portfolio" ? `portfolio:${initial}` : `reg-t:${initial},${long},${short}`;
}

/** The same of how long orders are on their way. */
export function latencyWord(latency: Latency): string {
  return latency.kind === "bars" ? String(latency.bars) : `${latency.ms}ms`;
}

function readParticipation(given: number | string): number {
  const share = typeof given === "string" ? numberOfText(given) : given;
  if (typeof share === "number" && share > 0 && share <= 1) return share;
  throw wrong("participation", "a share of a bar's volume above 0 and up to 1 (10%)", given);
}

function readLatency(given: number | string): Latency {
  const text = String(given).trim();
  if (/^\d{1,6}$/.test(text) && Number(text) > 0) return { kind: "bars", bars: Number(text) };
  const [, count, unit] = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = count === undefined ? NaN : Number(count) * UNITS[unit!]!;
  if (ms > 0) return { kind: "time", ms };
  throw wrong("latency", "so many bars (1) or a time above 0 (250ms, 1s, 5m, 1h)", given);
}

function readAccount(text: string): AccountRules {
  const [kind = "", rates, ...more] = typeof text === "string" ? text.trim().split(":") : [];
  if (!KINDS.includes(kind))
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
      kind: "account",
      name: String(text),
      hint: didYouMean(kind, KINDS),
      known: KINDS.join(", "),
    });
  if (rates === undefined) return kind === "cash" ? { kind } : kind === "reg-t" ? REG_T : portfolioMargin();
  const [initial = NaN, long = NaN, short = NaN, ...others] = rates.split(",").map((rate) => numberOfText(rate) ?? NaN);
  const isRate = (rate: number) => rate > 0 && rate <= 1;
  if (more.length === 0 && others.length === 0) {
    if (kind === "portfolio" && isRate(initial) && Number.isNaN(long)) return portfolioMargin(initial);
    const isRegT = kind === "reg-t" && isRate(initial) && isRate(long) && isRate(short);
    if (isRegT && long <= initial && short <= initial) return { kind, initial, long, short };
  }
  const rule =
    "cash, reg-t or portfolio; with rates above 0 and up to 1 portfolio:20%, or reg-t:50%,25%,30% (to open, to hold long, to hold short)";
  throw wrong("account", rule, text);
}

function wrong(name: string, rule: string, value: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value });
}
