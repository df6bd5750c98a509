import type { Bars } from "../dist/market/bars.js";

/** Bars as a person's CSV file. */
export function csvOf(bars: Bars): string {
  const lines = ["time,open,high,low,close,volume"];
  for (let i = 0; i < bars.length; i++) {
    const time = new Date(bars.time[i]!).toISOString().replace(".000", "");
    lines.push(`${time},${bars.open[i]},${bars.high[i]},${bars.low[i]},${bars.close[i]},${bars.volume[i]}`);
  }
  return `${lines.join("\n")}\n`;
}
