import { randomStream } from "../../core/random.ts";
import { exp } from "../../math/exp.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { type PriceModel, SESSION_VOLUME } from "./price-model.ts";
import type { SessionShape } from "./session-shape.ts";
import type { SyntheticSettings } from "./synthetic-options.ts";

/**
 * Geometric Brownian motion: the same variance in every session, spread evenly over its time, none between sessions.
 * Volume is even too, times independent log-normal noise.
 */
export function gbmModel({ seed, annualVolatility, calendar }: SyntheticSettings): PriceModel {
  const sessionVariance = (annualVolatility * annualVolatility) / calendar.sessionsPerYear;
  const drawVolume = normalSampler(randomStream(seed, "synthetic/volume"));
  let share: Float64Array = new Float64Array(0);
  return {
    openSession(shape: SessionShape) {
      share = shape.timeShare;
      return 0;
    },
    variance: (bar) => sessionVariance * share[bar]!,
    volume: (bar) => Math.max(1, Math.round(SESSION_VOLUME * share[bar]! * exp(0.3 * drawVolume() - 0.045))),
    closeSession() {},
  };
}
