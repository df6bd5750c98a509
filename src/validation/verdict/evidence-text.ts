/** "2.3%", "0.04%", "under 0.001%". */
export function percentText(fraction: number, digits = 1): string {
  const percent = fraction * 100;
  if (percent > 0 && percent < 0.001) return "under 0.001%";
  const needed = Math.abs(percent) < 0.1 && percent !== 0 ? Math.max(digits, 3) : digits;
  return `${percent.toFixed(needed)}%`;
}

/** Two decimals. */
export function ratioText(value: number): string {
  return value.toFixed(2);
}

/** Who shows as much: the only try, or the best of many. */
export function trialsText(count: number): string {
  if (count === 1) return "a worthless strategy shows";
  return `the best of ${Number.isInteger(count) ? count : count.toFixed(1)} worthless tries shows`;
}

/** A multiple, in two digits that matter: "0.42", "3.1", "250". */
export function sizeText(multiple: number): string {
  return multiple.toFixed(multiple < 1 ? 2 : multiple < 10 ? 1 : 0);
}

/** The first few of many: "A, B, C and 4 more". */
export function listText(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
