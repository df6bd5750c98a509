import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  intradayBars,
  type Prices,
  plainSettings,
  signalSimulations,
  targetSimulations,
} from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../engine/vector/simulate-signals.ts";
import type { Bars } from "../../market/bars.ts";
import { FILL_PHASES, type FillPhase, NO_EXIT_REASON } from "../fills/fill-columns.ts";
import type { IntrabarMode } from "../fills/protective-exit.ts";
import type { SimulationResult } from "../simulation-result.ts";
import { EXIT_REASONS, type TradeColumns } from "../trade-columns.ts";
import { TRADE_UNITS, type TradeUnit } from "./trade-units.ts";
import { withoutRounding } from "./without-rounding.ts";

// open, high, low, close
const PRICES: Prices = [
  [98, 100, 97, 100],
  [100, 105, 95, 102],
  [104, 112, 101, 110],
  [108, 109, 92, 94],
  [90, 99, 80, 98],
];

function run(changes: Partial<SignalSimulation>, prices: Prices = PRICES): TradeColumns {
  const bars = intradayBars(prices);
  const none = maskAt(bars.length);
  return simulateSignals({ ...plainSettings(bars), entries: none, exits: none, ...changes }).trades;
}

const rows = ({ mae, mfe }: TradeColumns) => Array.from(mae, (value, i) => [value, mfe[i]!]);

describe("excursions", () => {
  it("see the whole bar of an entry at its open, and of an exit at its open only that open", () => {
    // In at 100 on bar 1, out at 90 on bar 4: lows 95, 101, 92 and the exit's 90; highs 105, 112, 109.
    expect(rows(run({ entries: maskAt(5, 0), exits: maskAt(5, 3) }))).toEqual([[-0.1, 0.12]]);
    // Out at 108 on bar 3: its low of 92 came after.
    expect(rows(run({ entries: maskAt(5, 0), exits: maskAt(5, 2) }))).toEqual([[-0.05, 0.12]]);
  });

  it("see nothing of the bar at whose close they were entered, and all of one at whose close they left", () => {
    // In at 102, the close of bar 1; out at 94, the close of bar 3. Bars 2 and 3 lie between 92 and 112.
    expect(rows(run({ fill: "close", entries: maskAt(5, 1), exits: maskAt(5, 3) }))).toEqual([
      [(92 - 102) / 102, (112 - 102) / 102],
    ]);
  });

  it("mirror for shorts", () => {
    const trades = run({ shortEntries: maskAt(5, 0), shortExits: maskAt(5, 3) });
    expect(rows(trades)).toEqual([[-0.12, 0.1]]);
  });

  it("end at a stop's price, whatever the rest of its bar did", () => {
    // Stop 4 % below 100: 96, met on bar 1 before its high in the worst order, after it in the best.
    const stopped = { entries: maskAt(5, 0), stopLoss: 0.04 };
    expect(rows(run(stopped))).toEqual([[-0.04, 0]]);
    expect(rows(run({ ...stopped, intrabar: "best" }))).toEqual([[-0.04, 0.05]]);
    // Target 4 % above: the low of 95 came first in the worst order.
    const taken = { entries: maskAt(5, 0), takeProfit: 0.04 };
    expect(rows(run(taken))).toEqual([[-0.05, 0.04]]);
    expect(rows(run({ ...taken, intrabar: "best" }))).toEqual([[0, 0.04]]);
  });

  it("count what the exit's slippage took beyond the stop", () => {
    const costs = { commission: { kind: "rate", rate: 0 }, slippage: 0.01, spread: 0 } as const;
    // In at 101, stop at 101 × 0.96 = 96.96, filled at 96.96 × 0.99.
    const [mae] = rows(run({ entries: maskAt(5, 0), stopLoss: 0.04, costs }))[0]!;
    expect(mae).toBeCloseTo(0.96 * 0.99 - 1, 12);
  });

  it("run to the last close while open", () => {
    expect(rows(run({ entries: maskAt(5, 2) }))).toEqual([[(80 - 108) / 108, (109 - 108) / 108]]);
  });

  it("measure from the average entry of the moment, and each fifo trade from its own entry", () => {
    // 1 unit at 100 on bar 1 (95 to 105), 1 more at 104 on bar 2: 102 on average (101 to 112), 1 more at 108 on bar 3:
    // 104 on average (92 to 109). All out at 90 on bar 4.
    const settings: Partial<SignalSimulation> = {
      entries: maskAt(5, 0, 1, 2),
      exits: maskAt(5, 3),
      accumulate: 3,
      size: { kind: "quantity", quantity: 1 },
    };
    const mae = (90 - 104) / 104;
    const mfe = (112 - 102) / 102;
    expect(rows(run(settings))).toEqual([[mae, mfe]]);
    expect(rows(run({ ...settings, tradeUnit: "exit" }))).toEqual([[mae, mfe]]);
    expect(rows(run({ ...settings, tradeUnit: "fifo" }))).toEqual([
      [(90 - 100) / 100, (112 - 100) / 100],
      [(90 - 104) / 104, (112 - 104) / 104],
      [(90 - 108) / 108, (109 - 108) / 108],
    ]);
  });
});

/** What happened to the account, in order of time: prices of the market, and fills by number. */
type Event = { readonly price: number } | { readonly fill: number };

interface Lot {
  readonly entry: number;
  readonly gains: number[];
  units: number;
}

function eventsOf(bars: Bars, { fills }: SimulationResult, intrabar: string): Event[] {
  const events: Event[] = [];
  const see = (...prices: readonly number[]) => events.push(...prices.map((price) => ({ price })));
  for (let i = 0; i < bars.length; i++) {
    const here = (phase: FillPhase) =>
      Array.from(fills.bar.keys()).filter((k) => fills.bar[k] === i && FILL_PHASES[fills.phase[k]!] === phase);
    see(bars.open[i]!);
    events.push(...here("open").map((fill) => ({ fill })));
    const inside = here("intrabar");
    const [exit] = inside;
    if (exit === undefined) see(bars.low[i]!, bars.high[i]!);
    else {
      const isLong = fills.side[exit]! < 0;
      const isTarget = EXIT_REASONS[fills.exitReason[exit]!] === "take-profit";
      see(bars.open[i]!);
      if (intrabar === "worst" && isTarget) see(isLong ? bars.low[i]! : bars.high[i]!);
      if (intrabar === "best" && !isTarget) see(isLong ? bars.high[i]! : bars.low[i]!);
    }
    events.push(...inside.map((fill) => ({ fill })), ...here("close").map((fill) => ({ fill })));
  }
  see(bars.close[bars.length - 1]!);
  return events;
}

/** The plain twin: every unit of account keeps a list of all gains it ever saw. */
function plainExcursions(unit: TradeUnit, bars: Bars, intrabar: string, result: SimulationResult): number[][] {
  const { fills } = result;
  const found: number[][] = [];
  const add = (gains: readonly number[]) => found.push([Math.min(0, ...gains), Math.max(0, ...gains)]);
  let lots: Lot[] = [];
  let [side, held, largest] = [0, 0, 0];
  const gain = (lot: Lot, price: number) => (side * (price - lot.entry)) / lot.entry;
  for (const event of eventsOf(bars, result, intrabar)) {
    if ("price" in event) {
      for (const lot of lots) lot.gains.push(gain(lot, event.price));
      continue;
    }
    const [units, price] = [fills.quantity[event.fill]!, fills.price[event.fill]!];
    if (fills.exitReason[event.fill] === NO_EXIT_REASON) {
      side = fills.side[event.fill]!;
      const [first] = lots;
      if (unit === "fifo" || first === undefined) lots.push({ entry: price, gains: [], units });
      else lots = [{ ...first, entry: (first.entry * held + price * units) / (held + units) }];
      held += units;
      largest = Math.max(largest, held);
      continue;
    }
    held = withoutRounding(held - units, largest, bars.instrument.lot);
    if (unit === "fifo") {
      for (let left = units; left > 1e-9 * units && lots.length > 0; ) {
        const lot = lots[0]!;
        add([...lot.gains, gain(lot, price)]);
        const taken = Math.min(left, lot.units);
        lot.units -= taken;
        left -= taken;
        if (held === 0 || lot.units <= 1e-9 * taken) lots.shift();
      }
    } else {
      const lot = lots[0]!;
      lot.gains.push(gain(lot, price));
      if (unit === "exit" || held === 0) add(lot.gains);
    }
    if (held === 0) [lots, largest] = [[], 0];
  }
  for (const { gains } of lots) add(gains);
  return found;
}

describe("excursions of any simulation", () => {
  const units = fc.constantFrom<TradeUnit>(...TRADE_UNITS);
  const modes = fc.constantFrom<IntrabarMode>("worst", "best");

  function agrees(unit: TradeUnit, bars: Bars, intrabar: IntrabarMode, result: SimulationResult): void {
    const expected = plainExcursions(unit, bars, intrabar, result);
    const found = rows(result.trades);
    expect(found.length).toBe(expected.length);
    for (const [i, value] of found.flat().entries()) expect(Math.abs(value - expected.flat()[i]!)).toBeLessThan(1e-9);
  }

  it("are what looking at every price finds, for signals", () => {
    fc.assert(
      fc.property(signalSimulations, units, modes, (input, tradeUnit, intrabar) => {
        agrees(tradeUnit, input.bars, intrabar, simulateSignals({ ...input, tradeUnit, intrabar }));
      }),
      { numRuns: 600 },
    );
  });

  it("are what looking at every price finds, for targets", () => {
    fc.assert(
      fc.property(targetSimulations, units, modes, (input, tradeUnit, intrabar) => {
        agrees(tradeUnit, input.bars, intrabar, simulateTargets({ ...input, tradeUnit, intrabar }));
      }),
      { numRuns: 600 },
    );
  });

  it("hold the return before commission between them, in every order of prices", () => {
    fc.assert(
      fc.property(signalSimulations, units, (input, tradeUnit) => {
        const { trades } = simulateSignals({ ...input, tradeUnit });
        for (let i = 0; i < trades.length; i++) {
          const notional = trades.pnl[i]! / trades.returnFraction[i]!;
          const gross = (trades.pnl[i]! + trades.commission[i]!) / notional;
          if (!Number.isFinite(gross)) continue;
          expect(trades.mae[i]).toBeLessThanOrEqual(Math.min(0, gross + 1e-9));
          expect(trades.mfe[i]).toBeGreaterThanOrEqual(Math.max(0, gross - 1e-9));
        }
      }),
      { numRuns: 600 },
    );
  });
});
