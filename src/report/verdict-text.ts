import type { VerdictLabel } from "../validation/verdict/verdict.ts";

/** The label as a heading: "LIKELY REAL". */
export function verdictText(label: VerdictLabel): string {
  return label.toUpperCase();
}
