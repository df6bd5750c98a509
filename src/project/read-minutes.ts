const MINUTES = { m: 1, h: 60, d: 1440 } as const;

/** Minutes of a time in text: `90m`, `2h`, `1d`; null when it is none. */
export function readMinutes(text: string): number | null {
  const [, count, unit] = /^(\d{1,7})([mhd])$/.exec(text) ?? [];
  return count === undefined ? null : Number(count) * MINUTES[unit as keyof typeof MINUTES];
}
