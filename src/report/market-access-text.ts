import { accountWord, latencyWord } from "../run/market-access.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import { formatCounted } from "./format.ts";
import { shortPercent } from "./run-texts.ts";

/** How orders reach the market and what the account may borrow, one phrase each, for people; empty where nothing is said. */
export function marketAccessTexts({ participation, latency, account }: ExecutionSettings): string[] {
  return [
    ...(account === undefined ? [] : [`account ${accountWord(account)}`]),
    ...(participation === undefined ? [] : [`at most ${shortPercent(participation)} of a bar's volume`]),
    ...(latency === undefined
      ? []
      : [`orders ${latency.kind === "bars" ? formatCounted(latency.bars, "bar") : latencyWord(latency)} on their way`]),
  ];
}
