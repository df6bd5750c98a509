import { describe, expect, it } from "vitest";
import { adl } from "../../src/indicators/adl.ts";
import { adx } from "../../src/indicators/adx.ts";
import { adxr } from "../../src/indicators/adxr.ts";
import { aroon } from "../../src/indicators/aroon.ts";
import { atr } from "../../src/indicators/atr.ts";
import { balanceOfPower } from "../../src/indicators/balance-of-power.ts";
import { beta } from "../../src/indicators/beta.ts";
import { bollinger } from "../../src/indicators/bollinger.ts";
import { cci } from "../../src/indicators/cci.ts";
import { chaikinOscillator } from "../../src/indicators/chaikin-oscillator.ts";
import { cmo } from "../../src/indicators/cmo.ts";
import { correlation } from "../../src/indicators/correlation.ts";
import { crossedAbove, crossedBelow } from "../../src/indicators/crossed.ts";
import { dema } from "../../src/indicators/dema.ts";
import { directionalMovement } from "../../src/indicators/directional-movement.ts";
import { donchian } from "../../src/indicators/donchian.ts";
import { ema } from "../../src/indicators/ema.ts";
import { highest } from "../../src/indicators/highest.ts";
import { hma } from "../../src/indicators/hma.ts";
import { kama } from "../../src/indicators/kama.ts";
import { linearRegression } from "../../src/indicators/linear-regression.ts";
import { lowest } from "../../src/indicators/lowest.ts";
import { macd } from "../../src/indicators/macd.ts";
import { medianPrice } from "../../src/indicators/median-price.ts";
import { mfi } from "../../src/indicators/mfi.ts";
import { momentum } from "../../src/indicators/momentum.ts";
import { natr } from "../../src/indicators/natr.ts";
import { obv } from "../../src/indicators/obv.ts";
import { percentRank } from "../../src/indicators/percent-rank.ts";
import { ppo } from "../../src/indicators/ppo.ts";
import { psar } from "../../src/indicators/psar.ts";
import { roc } from "../../src/indicators/roc.ts";
import { rollingStd } from "../../src/indicators/rolling-std.ts";
import { rollingSum } from "../../src/indicators/rolling-sum.ts";
import { rollingVariance } from "../../src/indicators/rolling-variance.ts";
import { rsi } from "../../src/indicators/rsi.ts";
import { sma } from "../../src/indicators/sma.ts";
import { smma } from "../../src/indicators/smma.ts";
import { stochRsi } from "../../src/indicators/stoch-rsi.ts";
import { stochastic } from "../../src/indicators/stochastic.ts";
import { stochasticFast } from "../../src/indicators/stochastic-fast.ts";
import { t3 } from "../../src/indicators/t3.ts";
import { tema } from "../../src/indicators/tema.ts";
import { trima } from "../../src/indicators/trima.ts";
import { trix } from "../../src/indicators/trix.ts";
import { trueRange } from "../../src/indicators/true-range.ts";
import { typicalPrice } from "../../src/indicators/typical-price.ts";
import { ultimateOscillator } from "../../src/indicators/ultimate-oscillator.ts";
import { vortex } from "../../src/indicators/vortex.ts";
import { williamsR } from "../../src/indicators/williams-r.ts";
import { wma } from "../../src/indicators/wma.ts";
import { type ReferenceCase, readReference, referenceNumbers } from "../support/reference.ts";
import { readReferenceColumns } from "../support/reference-columns.ts";

type Column = Float64Array;

interface Prices {
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly volume: Column;
}

const CENTS = { ticksPerUnit: 100 };

const minus = (a: Column, b: Column): Column => a.map((value, i) => value - b[i]!);
const times = (a: Column, factor: number): Column => a.map((value) => value * factor);
/** Backtrader's envelopes: the average, and 2.5 % above and below. */
const envelope = (middle: Column): Column[] => [middle, times(middle, 1.025), times(middle, 0.975)];

/** Each TA-Lib function in our words; `n` reads a setting. */
const TALIB: Record<string, (p: Prices, n: (name: string) => number) => Record<string, Column>> = {
  SMA: ({ close }, n) => ({ output: sma(close, n("timePeriod")) }),
  EMA: ({ close }, n) => ({ output: ema(close, n("timePeriod")) }),
  WMA: ({ close }, n) => ({ output: wma(close, n("timePeriod")) }),
  DEMA: ({ close }, n) => ({ output: dema(close, n("timePeriod")) }),
  TEMA: ({ close }, n) => ({ output: tema(close, n("timePeriod")) }),
  TRIMA: ({ close }, n) => ({ output: trima(close, n("timePeriod")) }),
  KAMA: ({ close }, n) => ({ output: kama(close, n("timePeriod")) }),
  T3: ({ close }, n) => ({ output: t3(close, n("timePeriod"), n("vFactor")) }),
  RSI: ({ close }, n) => ({ output: rsi(close, n("timePeriod")) }),
  CMO: ({ close }, n) => ({ output: cmo(close, n("timePeriod")) }),
  MACD({ close }, n) {
    const {
      macd: MACD,
      signal: MACDSignal,
      histogram: MACDHist,
    } = macd(close, n("fastPeriod"), n("slowPeriod"), n("signalPeriod"));
    return { MACD, MACDSignal, MACDHist };
  },
  BBANDS({ close }, n) {
    const { upper: upperBand, middle: middleBand, lower: lowerBand } = bollinger(close, n("timePeriod"), n("nbDevUp"));
    return { upperBand, middleBand, lowerBand };
  },
  STDDEV: ({ close }, n) => ({ output: rollingStd(close, n("timePeriod")) }),
  VAR: ({ close }, n) => ({ output: rollingVariance(close, n("timePeriod")) }),
  TRANGE: ({ high, low, close }) => ({ output: trueRange(high, low, close) }),
  ATR: ({ high, low, close }, n) => ({ output: atr(high, low, close, n("timePeriod")) }),
  NATR: ({ high, low, close }, n) => ({ output: natr(high, low, close, n("timePeriod")) }),
  PLUS_DI: ({ high, low, close }, n) => ({ output: directionalMovement(high, low, close, n("timePeriod")).plusDi }),
  MINUS_DI: ({ high, low, close }, n) => ({ output: directionalMovement(high, low, close, n("timePeriod")).minusDi }),
  DX: ({ high, low, close }, n) => ({ output: directionalMovement(high, low, close, n("timePeriod")).dx }),
  ADX: ({ high, low, close }, n) => ({ output: adx(high, low, close, n("timePeriod")) }),
  ADXR: ({ high, low, close }, n) => ({ output: adxr(high, low, close, n("timePeriod")) }),
  STOCH({ high, low, close }, n) {
    const { k: slowK, d: slowD } = stochastic(
      high,
      low,
      close,
      n("fastK_Period"),
      n("slowK_Period"),
      n("slowD_Period"),
    );
    return { slowK, slowD };
  },
  STOCHF({ high, low, close }, n) {
    const { k: fastK, d: fastD } = stochasticFast(high, low, close, n("fastK_Period"), n("fastD_Period"));
    return { fastK, fastD };
  },
  STOCHRSI({ close }, n) {
    const { k: fastK, d: fastD } = stochRsi(close, n("timePeriod"), n("fastK_Period"), n("fastD_Period"));
    return { fastK, fastD };
  },
  CCI: ({ high, low, close }, n) => ({ output: cci(high, low, close, n("timePeriod")) }),
  OBV: ({ close, volume }) => ({ output: obv(close, volume) }),
  ADOSC: ({ high, low, close, volume }, n) => ({
    output: chaikinOscillator(high, low, close, volume, n("fastPeriod"), n("slowPeriod")),
  }),
  AROON({ high, low }, n) {
    const { up: aroonUp, down: aroonDown } = aroon(high, low, n("timePeriod"));
    return { aroonUp, aroonDown };
  },
  AROONOSC: ({ high, low }, n) => ({ output: aroon(high, low, n("timePeriod")).oscillator }),
  SAR: ({ high, low }, n) => ({ output: psar(high, low, n("acceleration"), n("maximum")) }),
  TRIX: ({ close }, n) => ({ output: trix(close, n("timePeriod")) }),
  WILLR: ({ high, low, close }, n) => ({ output: williamsR(high, low, close, n("timePeriod")) }),
  ROC: ({ close }, n) => ({ output: roc(close, n("timePeriod")) }),
  ROCP: ({ close }, n) => ({ output: times(roc(close, n("timePeriod")), 0.01) }),
  MOM: ({ close }, n) => ({ output: momentum(close, n("timePeriod")) }),
  LINEARREG: ({ close }, n) => ({ output: linearRegression(close, n("timePeriod")).value }),
  LINEARREG_SLOPE: ({ close }, n) => ({ output: linearRegression(close, n("timePeriod")).slope }),
  TSF({ close }, n) {
    const { value, slope } = linearRegression(close, n("timePeriod"));
    return { output: value.map((end, i) => end + slope[i]!) };
  },
  ULTOSC: ({ high, low, close }, n) => ({
    output: ultimateOscillator(high, low, close, n("timePeriod1"), n("timePeriod2"), n("timePeriod3")),
  }),
  MAX: ({ close }, n) => ({ output: highest(close, n("timePeriod")) }),
  MIN: ({ close }, n) => ({ output: lowest(close, n("timePeriod")) }),
  MIDPRICE: ({ high, low }, n) => ({ output: donchian(high, low, n("timePeriod")).middle }),
  CORREL: ({ high, low }, n) => ({ output: correlation(high, low, n("timePeriod")) }),
  // TA-Lib's first column is the benchmark.
  BETA: ({ high, low }, n) => ({ output: beta(low, high, n("timePeriod")) }),
  PPO: ({ close }, n) => ({ output: ppo(close, n("fastPeriod"), n("slowPeriod")) }),
  APO: ({ close }, n) => ({ output: minus(sma(close, n("fastPeriod")), sma(close, n("slowPeriod"))) }),
  BOP: ({ open, high, low, close }) => ({ output: balanceOfPower(open, high, low, close) }),
};

/** Each line that Backtrader's tests check, in our words. */
const BACKTRADER: Record<string, (p: Prices) => Column[]> = {
  accdecosc({ high, low }) {
    const middle = medianPrice(high, low);
    const awesome = minus(sma(middle, 5), sma(middle, 34));
    return [minus(awesome, sma(awesome, 5))];
  },
  demaenvelope: ({ close }) => envelope(dema(close, 30)),
  downmove: ({ close }) => [times(momentum(close, 1), -1)],
  ema: ({ close }) => [ema(close, 30)],
  emaenvelope: ({ close }) => envelope(ema(close, 30)),
  envelope: ({ close }) => envelope(sma(close, 30)),
  hma: ({ close }) => [hma(close, 30)],
  pctrank: ({ close }) => [percentRank(close, 50)],
  pgo({ high, low, close }) {
    const range = atr(high, low, close, 14);
    return [minus(close, sma(close, 14)).map((distance, i) => distance / range[i]!)];
  },
  priceosc: ({ close }) => [minus(ema(close, 12), ema(close, 26))],
  rsi: ({ close }) => [rsi(close, 14)],
  smaenvelope: ({ close }) => envelope(sma(close, 30)),
  smaosc: ({ close }) => [minus(close, sma(close, 30))],
  smma: ({ close }) => [smma(close, 30)],
  smmaenvelope: ({ close }) => envelope(smma(close, 30)),
  smmaosc: ({ close }) => [minus(close, smma(close, 30))],
  stochastic({ high, low, close }) {
    const { k, d } = stochastic(high, low, close, 14, 3, 3);
    return [k, d];
  },
  sumn: ({ close }) => [rollingSum(close, 14)],
  tema: ({ close }) => [tema(close, 30)],
  temaenvelope: ({ close }) => envelope(tema(close, 30)),
  temaosc: ({ close }) => [minus(close, tema(close, 30))],
  trix: ({ close }) => [trix(close, 15)],
  ultosc: ({ high, low, close }) => [ultimateOscillator(high, low, close)],
  vortex({ high, low, close }) {
    const { plus, minus: against } = vortex(high, low, close, 14);
    return [plus, against];
  },
  williamsr: ({ high, low, close }) => [williamsR(high, low, close, 14)],
  wmaenvelope: ({ close }) => envelope(wma(close, 30)),
  wmaosc: ({ close }) => [minus(close, wma(close, 30))],
};

/** Achelis' worked examples: inputs in the collection's order (high, low, close, volume as far as used). */
const BOOK: Record<string, (columns: Column[], options: number[]) => Column[]> = {
  "atoz-ad": ([high, low, close, volume]) => [adl(high!, low!, close!, volume!)],
  "atoz-cci": ([high, low, close], [length]) => [cci(high!, low!, close!, length)],
  "atoz-medprice": ([high, low]) => [medianPrice(high!, low!)],
  "atoz-mfi": ([high, low, close, volume], [length]) => [mfi(high!, low!, close!, volume!, length)],
  // The book starts at 0, TA-Lib and we with the first bar's volume: the level means nothing.
  "atoz-obv": ([close, volume]) => [obv(close!, volume!).map((value) => value - volume![0]!)],
  "atoz-rsi": ([close], [length]) => [rsi(close!, length)],
  "atoz-typprice": ([high, low, close]) => [typicalPrice(high!, low!, close!)],
  "atoz-ultosc": ([high, low, close], [short, medium, long]) => [
    ultimateOscillator(high!, low!, close!, short, medium, long),
  ],
  "atoz-willr": ([high, low, close], [length]) => [williamsR(high!, low!, close!, length)],
  "atoz-wma": ([close], [length]) => [wma(close!, length!)],
};

/** What doesn't hold, and why. */
const OTHERWISE: Record<string, string> = {
  "bt-ind-cci": "Backtrader averages deviations from each bar's own mean; ours is TA-Lib's (and Lambert's)",
  "bt-ind-dm":
    "Backtrader seeds with a mean of n moves, TA-Lib and we with a sum of n − 1; ADXR looks back n instead of n − 1",
  "bt-ind-heikinashi": "not built: another way to draw bars, not an indicator of them",
  "bt-ind-williamsad": "not built; adl is the accumulation line that uses volume",
  "cross-above-nan-wait": "asks for a confirming bar (wait 1); ours has no such option",
  "atoz-ema": "the book starts with the first value, TA-Lib and we with the mean of the first window",
};

const reference = readReference("04-indicators");
const book = readReference("04b-indicators-book");
const SKIPPED = "(skipped when ../shared/reference is absent)";

function pricesOf({ inputs }: ReferenceCase): Prices {
  const columns = readReferenceColumns(String(inputs.data))!;
  const [open, high, low, close, volume] = ["open", "high", "low", "close", "volume"].map((name) => columns.get(name)!);
  return { open: open!, high: high!, low: low!, close: close!, volume: volume! };
}

function expectClose(actual: number | undefined, expected: number, tolerance: ReferenceCase["tolerance"]): void {
  const { absolute = 0, relative = 0 } = tolerance as { absolute?: number; relative?: number };
  const allowed = Math.max(absolute, relative * Math.abs(expected));
  if (!(Math.abs(actual! - expected) <= allowed)) expect.fail(`${actual} against ${expected}, allowed ${allowed}`);
}

const firstDefinedOf = (column: Column): number => column.findIndex((value) => !Number.isNaN(value));
const casesOf = (prefix: string): readonly ReferenceCase[] =>
  (reference?.cases ?? []).filter(({ id }) => id.startsWith(prefix) && OTHERWISE[id] === undefined);

describe.skipIf(reference === undefined)(`reference: TA-Lib ${SKIPPED}`, () => {
  it.each(casesOf("ta-").map((one) => [one.id, one] as const))("%s", (_, one) => {
    const n = (name: string): number => one.settings[name] as number;
    const outputs = TALIB[String(one.settings.function)]!(pricesOf(one), n);
    for (const [name, value] of Object.entries(one.expected)) {
      const { firstIndex, points, sum } = value as { firstIndex: number; points: [number, number][]; sum: number };
      const column = outputs[name]!;
      expect(firstDefinedOf(column), name).toBe(firstIndex);
      for (const [i, point] of points) expectClose(column[i], point, one.tolerance);
      expectClose(
        column.subarray(firstIndex).reduce((total, x) => total + x, 0),
        sum,
        one.tolerance,
      );
    }
  });

  it("every value of the whole series on the 2006 data", () => {
    const series = readReferenceColumns("data/talib-series-2006-day-001.open.csv")!;
    let compared = 0;
    for (const one of casesOf("ta-").filter(({ id }) => id.endsWith("2006-day-001"))) {
      const outputs = TALIB[String(one.settings.function)]!(pricesOf(one), (name) => one.settings[name] as number);
      const label = one.id.slice("ta-".length, -"-2006-day-001".length);
      for (const [name, column] of Object.entries(outputs)) {
        const expected = series.get(name === "output" ? label : `${label}.${name}`)!;
        for (const [i, value] of expected.entries()) {
          if (Number.isNaN(value)) expect(column[i]).toBeNaN();
          else expectClose(column[i], value, { relative: 1e-8, absolute: 1e-11 });
          compared++;
        }
      }
    }
    expect(compared).toBe(27 * 255);
  });

  it.each(["SMA", "MACD", "BBANDS", "WMA", "LINEARREG", "ATR", "STOCH", "CCI"])(
    "%s is the same on the tick grid",
    (name) => {
      const one = casesOf("ta-").find(({ settings }) => settings.function === name)!;
      const prices = pricesOf(one);
      expect(prices.close.every((price) => Math.round(price * 100) / 100 === price)).toBe(true);
      const length = (one.settings.timePeriod as number | undefined) ?? 12;
      const { high, low, close } = prices;
      const pairs: Record<string, () => [Column, Column]> = {
        SMA: () => [sma(close, length), sma(close, length, CENTS)],
        MACD: () => [macd(close).signal, macd(close, 12, 26, 9, CENTS).signal],
        BBANDS: () => [bollinger(close, length).upper, bollinger(close, length, 2, CENTS).upper],
        WMA: () => [wma(close, length), wma(close, length, CENTS)],
        LINEARREG: () => [linearRegression(close, length).value, linearRegression(close, length, CENTS).value],
        ATR: () => [atr(high, low, close, length), atr(high, low, close, length, CENTS)],
        STOCH: () => [stochastic(high, low, close).d, stochastic(high, low, close, 14, 3, 3, CENTS).d],
        CCI: () => [cci(high, low, close, length), cci(high, low, close, length, CENTS)],
      };
      const [plain, onGrid] = pairs[name]!();
      for (const [i, value] of plain.entries()) {
        if (!Number.isNaN(value)) expectClose(onGrid[i], value, { relative: 1e-9, absolute: 1e-10 });
      }
    },
  );
});

describe.skipIf(reference === undefined)(`reference: Backtrader's check points ${SKIPPED}`, () => {
  it.each(casesOf("bt-ind-").map((one) => [one.id, one] as const))("%s", (id, one) => {
    const lines = BACKTRADER[id.slice("bt-ind-".length)]!(pricesOf(one));
    const { lines: expected, firstIndex } = one.expected as { lines: [number, number][][]; firstIndex: number };
    expect(lines.length).toBe(expected.length);
    expect(Math.max(...lines.map(firstDefinedOf))).toBe(firstIndex);
    for (const [k, points] of expected.entries()) {
      for (const [i, point] of points) expectClose(lines[k]![i], point, one.tolerance);
    }
  });
});

describe.skipIf(reference === undefined)(`reference: crossings ${SKIPPED}`, () => {
  const column = (values: unknown): Column => Float64Array.from(values as (number | null)[], (value) => value ?? NaN);

  it.each(casesOf("cross-").map((one) => [one.id, one] as const))("%s", (id, one) => {
    const crossed = id.startsWith("cross-below") ? crossedBelow : crossedAbove;
    const found = Array.from(crossed(column(one.inputs.a), column(one.inputs.b)), Boolean);
    if (one.expected.crossover === undefined) expect(found).toStrictEqual(one.expected.crossed);
    else expect(found.at(-1)).toBe(one.expected.crossover);
  });
});

describe.skipIf(book === undefined)(`reference: Achelis, Technical Analysis from A to Z ${SKIPPED}`, () => {
  const cases = (book?.cases ?? []).filter(({ id }) => OTHERWISE[id] === undefined);

  it.each(cases.map((one) => [one.id, one] as const))("%s", (id, one) => {
    const columns = (one.inputs.series as unknown[]).map(referenceNumbers);
    const outputs = BOOK[id]!(columns, one.settings.options as number[]);
    for (const [k, values] of (one.expected.outputs as unknown[]).entries()) {
      const expected = referenceNumbers(values);
      const tail = outputs[k]!.slice(-expected.length);
      for (const [i, value] of expected.entries()) expectClose(tail[i], value, { ...one.tolerance, absolute: 1e-3 });
    }
  });
});

it.skipIf(reference === undefined || book === undefined)(`reference: what doesn't hold is named ${SKIPPED}`, () => {
  const all = new Set([...reference!.cases, ...book!.cases].map(({ id }) => id));
  expect(Object.keys(OTHERWISE).filter((id) => !all.has(id))).toStrictEqual([]);
  expect(Object.values(OTHERWISE).every((reason) => reason.length > 20)).toBe(true);
});
