import { randomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";
import { createBars } from "../../market/create-bars.ts";
import { instrument } from "../../market/instrument.ts";
import { timeframeMs } from "../../market/timeframe.ts";
import { exp } from "../../math/exp.ts";
import { log } from "../../math/log.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { gbmModel } from "./gbm-model.ts";
import { marketModel } from "./market-model.ts";
import { sessionGrid } from "./session-grid.ts";
import { type SessionShape, sessionShape } from "./session-shape.ts";
import { syntheticAddress } from "./synthetic-address.ts";
import { resolveSyntheticOptions, type SyntheticOptions } from "./synthetic-options.ts";

const TICKS_PER_UNIT = 100;
const HIGHEST_TICKS = 1e11;
const MODELS = { gbm: gbmModel, market: marketModel };

/**
 * The bars of one instrument that no market ever traded, from a seed: the same options give the same bits on every
 * engine, and a longer series begins with the shorter one. Prices are whole cents from 0.01 to a billion, quoted 4 to
 * 64 times inside each bar; volume is whole units. `bars.source` is the address that gives them again.
 *
 * The log price is a Brownian motion whose variance the model sets bar by bar, with the drift that makes the expected
 * price grow by `e^annualDrift` a year. Other timeframes of one seed are other markets, not resampled ones.
 *
 * @throws {BacksightError} as `resolveSyntheticOptions`; BACKSIGHT_CALENDAR_RANGE for a start outside of the calendar,
 * BACKSIGHT_ARGUMENT for more bars than it has
 */
export function syntheticBars(options: SyntheticOptions): Bars {
  const settings = resolveSyntheticOptions(options);
  const { calendar, timeframe, bars } = settings;
  const barMs = timeframe.unit === "d" ? null : timeframeMs(timeframe);
  const { time, closeTime, sessions } = sessionGrid(calendar, settings.start, bars, barMs);
  const model = MODELS[settings.model](settings);
  const draw = normalSampler(randomStream(settings.seed, "synthetic/prices"));
  const steps = quotesPerBar(timeframeMs(timeframe));
  const sessionDrift = settings.annualDrift / calendar.sessionsPerYear;

  const open = new Float64Array(bars);
  const high = new Float64Array(bars);
  const low = new Float64Array(bars);
  const close = new Float64Array(bars);
  const volume = new Float64Array(bars);
  const shapes = new Map<number, SessionShape>();
  let logPrice = log(settings.initialPrice);

  for (const [s, { lengthMs, firstBar, isAfterGap }] of sessions.entries()) {
    const shape = shapes.get(lengthMs) ?? sessionShape(lengthMs, barMs ?? lengthMs, isAfterGap);
    shapes.set(lengthMs, shape);
    const gap = model.openSession(shape, isAfterGap);
    let surprise = 0;
    if (s > 0) logPrice += gap;
    const end = sessions[s + 1]?.firstBar ?? bars;
    for (let i = firstBar; i < end; i++) {
      const bar = i - firstBar;
      const variance = model.variance(bar);
      const drift = (sessionDrift * shape.timeShare[bar]! - variance / 2) / steps;
      const deviation = Math.sqrt(variance / steps);
      let highest = -Infinity;
      let lowest = Infinity;
      for (let k = 0; k < steps; k++) {
        if (i > 0 || k > 0) {
          const move = deviation * draw();
          surprise += move;
          logPrice += drift + move;
        }
        if (k === 0) open[i] = quote(logPrice);
        if (logPrice > highest) highest = logPrice;
        if (logPrice < lowest) lowest = logPrice;
      }
      close[i] = quote(logPrice);
      high[i] = quote(highest);
      low[i] = quote(lowest);
      volume[i] = model.volume(bar);
    }
    model.closeSession(surprise);
  }

  return createBars({
    instrument: instrument(settings.symbol, { currency: settings.currency }),
    timeframe,
    calendar,
    time,
    closeTime,
    open,
    high,
    low,
    close,
    volume,
    ticksPerUnit: TICKS_PER_UNIT,
    adjustment: "raw",
    source: syntheticAddress(settings),
    isSynthetic: true,
    notes: ["synthetic prices: no market ever traded them"],
  });
}

function quote(logPrice: number): number {
  return Math.min(HIGHEST_TICKS, Math.max(1, Math.round(exp(logPrice) * TICKS_PER_UNIT))) / TICKS_PER_UNIT;
}

/** 4 a minute, 32 an hour, 64 a day. */
function quotesPerBar(barMs: number): number {
  return Math.min(64, 4 * Math.ceil(Math.sqrt(barMs / 60_000)));
}
