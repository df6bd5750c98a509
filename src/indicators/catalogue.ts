import { abdiRanaldoSpreadIndicator } from "./abdi-ranaldo-spread.ts";
import { adlIndicator } from "./adl.ts";
import { adxIndicator } from "./adx.ts";
import { adxrIndicator } from "./adxr.ts";
import { amihudIndicator } from "./amihud.ts";
import { aroonIndicator } from "./aroon.ts";
import { atrIndicator } from "./atr.ts";
import { balanceOfPowerIndicator } from "./balance-of-power.ts";
import { betaIndicator } from "./beta.ts";
import { bollingerIndicator } from "./bollinger.ts";
import { bollingerBandwidthIndicator } from "./bollinger-bandwidth.ts";
import { bollingerPercentBIndicator } from "./bollinger-percent-b.ts";
import { cciIndicator } from "./cci.ts";
import { chaikinOscillatorIndicator } from "./chaikin-oscillator.ts";
import { cmoIndicator } from "./cmo.ts";
import { correlationIndicator } from "./correlation.ts";
import { corwinSchultzSpreadIndicator } from "./corwin-schultz-spread.ts";
import { demaIndicator } from "./dema.ts";
import { directionalMovementIndicator } from "./directional-movement.ts";
import { donchianIndicator } from "./donchian.ts";
import { edgeSpreadIndicator } from "./edge-spread.ts";
import { emaIndicator } from "./ema.ts";
import { garmanKlassIndicator } from "./garman-klass.ts";
import { highestIndicator } from "./highest.ts";
import { hmaIndicator } from "./hma.ts";
import { ichimokuIndicator } from "./ichimoku.ts";
import type { Indicator } from "./indicator.ts";
import { kamaIndicator } from "./kama.ts";
import { keltnerIndicator } from "./keltner.ts";
import { linearRegressionIndicator } from "./linear-regression.ts";
import { lowestIndicator } from "./lowest.ts";
import { macdIndicator } from "./macd.ts";
import { medianPriceIndicator } from "./median-price.ts";
import { mfiIndicator } from "./mfi.ts";
import { momentumIndicator } from "./momentum.ts";
import { natrIndicator } from "./natr.ts";
import { obvIndicator } from "./obv.ts";
import { parkinsonIndicator } from "./parkinson.ts";
import { percentRankIndicator } from "./percent-rank.ts";
import { ppoIndicator } from "./ppo.ts";
import { psarIndicator } from "./psar.ts";
import { realizedVolatilityIndicator } from "./realized-volatility.ts";
import { rocIndicator } from "./roc.ts";
import { rogersSatchellIndicator } from "./rogers-satchell.ts";
import { rollSpreadIndicator } from "./roll-spread.ts";
import { rollingQuantileIndicator } from "./rolling-quantile.ts";
import { rollingStdIndicator } from "./rolling-std.ts";
import { rollingSumIndicator } from "./rolling-sum.ts";
import { rollingVarianceIndicator } from "./rolling-variance.ts";
import { rsiIndicator } from "./rsi.ts";
import { smaIndicator } from "./sma.ts";
import { smmaIndicator } from "./smma.ts";
import { stochRsiIndicator } from "./stoch-rsi.ts";
import { stochasticIndicator } from "./stochastic.ts";
import { stochasticFastIndicator } from "./stochastic-fast.ts";
import { supertrendIndicator } from "./supertrend.ts";
import { t3Indicator } from "./t3.ts";
import { temaIndicator } from "./tema.ts";
import { trimaIndicator } from "./trima.ts";
import { trixIndicator } from "./trix.ts";
import { trueRangeIndicator } from "./true-range.ts";
import { typicalPriceIndicator } from "./typical-price.ts";
import { ultimateOscillatorIndicator } from "./ultimate-oscillator.ts";
import { vortexIndicator } from "./vortex.ts";
import { vwapIndicator } from "./vwap.ts";
import { vwmaIndicator } from "./vwma.ts";
import { williamsRIndicator } from "./williams-r.ts";
import { wmaIndicator } from "./wma.ts";
import { yangZhangIndicator } from "./yang-zhang.ts";
import { zScoreIndicator } from "./z-score.ts";

/** Every indicator, in the order of docs/indicators.md. */
export const INDICATORS: readonly Indicator[] = [
  smaIndicator,
  emaIndicator,
  wmaIndicator,
  demaIndicator,
  temaIndicator,
  trimaIndicator,
  t3Indicator,
  kamaIndicator,
  hmaIndicator,
  smmaIndicator,
  vwmaIndicator,
  vwapIndicator,
  rsiIndicator,
  stochRsiIndicator,
  stochasticIndicator,
  stochasticFastIndicator,
  williamsRIndicator,
  macdIndicator,
  ppoIndicator,
  rocIndicator,
  momentumIndicator,
  trixIndicator,
  cmoIndicator,
  cciIndicator,
  mfiIndicator,
  ultimateOscillatorIndicator,
  balanceOfPowerIndicator,
  aroonIndicator,
  directionalMovementIndicator,
  adxIndicator,
  adxrIndicator,
  vortexIndicator,
  psarIndicator,
  supertrendIndicator,
  ichimokuIndicator,
  linearRegressionIndicator,
  trueRangeIndicator,
  atrIndicator,
  natrIndicator,
  bollingerIndicator,
  bollingerPercentBIndicator,
  bollingerBandwidthIndicator,
  keltnerIndicator,
  donchianIndicator,
  rollingVarianceIndicator,
  rollingStdIndicator,
  zScoreIndicator,
  obvIndicator,
  adlIndicator,
  chaikinOscillatorIndicator,
  typicalPriceIndicator,
  medianPriceIndicator,
  highestIndicator,
  lowestIndicator,
  rollingSumIndicator,
  rollingQuantileIndicator,
  percentRankIndicator,
  correlationIndicator,
  betaIndicator,
  realizedVolatilityIndicator,
  parkinsonIndicator,
  garmanKlassIndicator,
  rogersSatchellIndicator,
  yangZhangIndicator,
  amihudIndicator,
  rollSpreadIndicator,
  corwinSchultzSpreadIndicator,
  abdiRanaldoSpreadIndicator,
  edgeSpreadIndicator,
];
