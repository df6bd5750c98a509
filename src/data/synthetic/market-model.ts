import { randomStream } from "../../core/random.ts";
import { timeframeMs } from "../../market/timeframe.ts";
import { exp } from "../../math/exp.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { type PriceModel, SESSION_VOLUME } from "./price-model.ts";
import type { SessionShape } from "./session-shape.ts";
import type { SyntheticSettings } from "./synthetic-options.ts";

/** Log volatility of a session: AR(1), with this much carried over and this standard deviation in the long run. */
const PERSISTENCE = 0.975;
const LOG_VOLATILITY = 0.4;
/** Correlation of a session's move with the change of log volatility after it: falling prices raise volatility. */
const LEVERAGE = -0.5;

/** Part of a session's variance that happens while the market is closed. */
const OVERNIGHT_SHARE = 0.25;
/** Some openings carry news and move this many times as far. */
const NEWS_CHANCE = 0.03;
const NEWS_SCALE = 4;

/** Log activity inside the day: an AR(1) that forgets with this time constant, minutes, with this standard deviation. */
const ACTIVITY_MINUTES = 20;
const LOG_ACTIVITY = 0.35;

/** How log volume follows log volatility and log activity, and the noise of its own for a session and for a bar. */
const VOLUME_OF_VOLATILITY = 0.7;
const VOLUME_OF_ACTIVITY = 1.2;
const SESSION_VOLUME_NOISE = 0.15;
const BAR_VOLUME_NOISE = 0.3;

/**
 * Prices that look like a market's: volatility changes slowly from session to session (a log-normal stochastic
 * volatility model, Taylor 1986, "Modelling Financial Time Series", with Black's leverage effect) and quickly inside
 * the day; gaps between sessions, some of them large; the day's variance and volume have a U shape; volume rises with
 * volatility. In the long run the variance of a year is `annualVolatility²`; single years differ from it.
 * A market that never closes has neither gaps nor the U shape.
 */
export function marketModel({ seed, annualVolatility, calendar, timeframe }: SyntheticSettings): PriceModel {
  const sampler = (name: string) => normalSampler(randomStream(seed, `synthetic/${name}`));
  const drawVolatility = sampler("volatility");
  const drawGap = sampler("gap");
  const drawActivity = sampler("activity");
  const drawVolume = sampler("volume");
  const news = randomStream(seed, "synthetic/news");

  const meanVariance = (annualVolatility * annualVolatility) / calendar.sessionsPerYear;
  const minutes = timeframeMs(timeframe) / 60_000;
  const kept = exp(-minutes / ACTIVITY_MINUTES);
  const activitySpread = LOG_ACTIVITY * Math.sqrt(Math.min(1, (2 * ACTIVITY_MINUTES) / minutes));
  const activityShock = activitySpread * Math.sqrt(1 - kept * kept);
  const volatilityShock = LOG_VOLATILITY * Math.sqrt(1 - PERSISTENCE * PERSISTENCE);
  const newsVariance = 1 + NEWS_CHANCE * (NEWS_SCALE * NEWS_SCALE - 1);
  const logVolumeVariance =
    square(VOLUME_OF_VOLATILITY * LOG_VOLATILITY) +
    square(SESSION_VOLUME_NOISE) +
    square(VOLUME_OF_ACTIVITY * activitySpread) +
    square(BAR_VOLUME_NOISE);
  const meanVolume = SESSION_VOLUME * exp(-logVolumeVariance / 2);

  let logVolatility = LOG_VOLATILITY * drawVolatility();
  let logActivity = activitySpread * drawActivity();
  let sessionVariance = 0;
  let openVariance = 0;
  let gapSurprise = 0;
  let volumeScale = 0;
  let shape: SessionShape;

  return {
    openSession(opened, isAfterGap) {
      shape = opened;
      sessionVariance = meanVariance * exp(2 * (logVolatility - LOG_VOLATILITY * LOG_VOLATILITY));
      volumeScale = meanVolume * exp(VOLUME_OF_VOLATILITY * logVolatility + SESSION_VOLUME_NOISE * drawVolume());
      openVariance = isAfterGap ? sessionVariance * (1 - OVERNIGHT_SHARE) : sessionVariance;
      gapSurprise = 0;
      if (!isAfterGap) return 0;
      const gapVariance = sessionVariance * OVERNIGHT_SHARE;
      const scale = news.uniform() < NEWS_CHANCE ? NEWS_SCALE : 1;
      gapSurprise = scale * Math.sqrt(gapVariance / newsVariance) * drawGap();
      return gapSurprise - gapVariance / 2;
    },
    variance(bar) {
      logActivity = kept * logActivity + activityShock * drawActivity();
      return openVariance * shape.varianceShare[bar]! * exp(2 * (logActivity - activitySpread * activitySpread));
    },
    volume(bar) {
      const noise = exp(VOLUME_OF_ACTIVITY * logActivity + BAR_VOLUME_NOISE * drawVolume());
      return Math.max(1, Math.round(volumeScale * shape.volumeShare[bar]! * noise));
    },
    closeSession(surprise) {
      const shock = sessionVariance > 0 ? (gapSurprise + surprise) / Math.sqrt(sessionVariance) : 0;
      const own = Math.sqrt(1 - LEVERAGE * LEVERAGE) * drawVolatility();
      logVolatility = PERSISTENCE * logVolatility + volatilityShock * (LEVERAGE * shock + own);
    },
  };
}

function square(x: number): number {
  return x * x;
}
