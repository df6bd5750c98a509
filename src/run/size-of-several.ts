import type { ExecutionSettings } from "./run-spec.ts";

/**
 * Settings whose size nobody gave: several instruments share equity alike, so that the first to enter doesn't take all.
 *
 * @param instruments how many share the cash
 */
export function sizeOfSeveral(settings: ExecutionSettings, instruments: number): ExecutionSettings {
  const { size } = settings;
  if (instruments < 2 || size.kind !== "fraction") return settings;
  return { ...settings, size: { kind: "fraction", fraction: size.fraction / instruments } };
}
