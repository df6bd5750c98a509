/** Bars that slippage by volatility or volume looks back on. */
export const DEFAULT_SLIPPAGE_BARS = 20;

/** Sessions that an estimate of the spread looks back on: a month, as the papers have it. */
export const DEFAULT_SPREAD_SESSIONS = 21;

/** Sessions that market impact takes volume and volatility from. */
export const DEFAULT_IMPACT_SESSIONS = 20;

/** Share of a bar's volatility that `volatility` slippage takes: 0.05 % where bars vary by 1 %. */
export const DEFAULT_VOLATILITY_MULTIPLE = 0.05;

/** Impact of zipline's volume share slippage. */
export const DEFAULT_VOLUME_SHARE_IMPACT = 0.1;
