import { Context, f, n, setF } from "./context";

/** As `ExitTable` of exit-table.ts: the bar that ends a position entered in bar `entry` at `price`. */
export function exitOf(c: Context, exits: usize, references: usize, side: f64, entry: i32, price: f64): i32 {
  const known = n(exits, entry);
  if (known >= 0) return known;
  const stop = price * (1 - side * c.stopLoss);
  const target = price * (1 + side * c.takeProfit);
  const bar = find(c, entry + c.fillsAtClose, side > 0 ? stop : target, side > 0 ? target : stop);
  store<i32>(exits + (<usize>entry << 2), bar);
  if (bar == c.length) return bar;
  const open = f(c.open, bar);
  const isStopped = side > 0 ? f(c.low, bar) <= stop : f(c.high, bar) >= stop;
  if (side > 0 ? open <= stop : open >= stop) setF(references, entry, open);
  else if (side > 0 ? open >= target : open <= target) setF(references, entry, -open);
  else setF(references, entry, isStopped ? stop : -target);
  return bar;
}

function find(c: Context, from: i32, lower: f64, upper: f64): i32 {
  const length = c.length;
  const supers = (length + 31) >> 5;
  let i = from;
  while (i < length) {
    if ((i & 31) == 0) {
      const above = supers + (i >> 9);
      if ((i & 511) == 0 && !(f(c.lows, above) <= lower) && !(-f(c.highs, above) >= upper)) {
        i += 512;
        continue;
      }
      if (!(f(c.lows, i >> 5) <= lower) && !(-f(c.highs, i >> 5) >= upper)) {
        i += 32;
        continue;
      }
    }
    if (f(c.low, i) <= lower || f(c.high, i) >= upper) return i;
    i++;
  }
  return length;
}
