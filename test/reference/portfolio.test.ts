import { describe, expect, it } from "vitest";
import { sampleCovariance } from "../../src/math/covariance/sample-covariance.ts";
import { dot, quadraticForm } from "../../src/math/linear-algebra/matrix.ts";
import { hierarchicalRiskParityWeights } from "../../src/strategy/weights/hierarchical-risk-parity-weights.ts";
import { maximumSharpeWeights } from "../../src/strategy/weights/maximum-sharpe-weights.ts";
import { maximumUtilityWeights } from "../../src/strategy/weights/maximum-utility-weights.ts";
import { minimumRiskWeights } from "../../src/strategy/weights/minimum-risk-weights.ts";
import { minimumVarianceWeights } from "../../src/strategy/weights/minimum-variance-weights.ts";
import type { PortfolioRisk } from "../../src/strategy/weights/portfolio-risks.ts";
import { riskContributions } from "../../src/strategy/weights/risk-contributions.ts";
import { riskParityWeights } from "../../src/strategy/weights/risk-parity-weights.ts";
import { targetReturnWeights } from "../../src/strategy/weights/target-return-weights.ts";
import { targetVolatilityWeights } from "../../src/strategy/weights/target-volatility-weights.ts";
import { UNLIMITED, type WeightLimits } from "../../src/strategy/weights/weight-limits.ts";
import { wholeShares } from "../../src/strategy/weights/whole-shares.ts";
import { fixedRiskSize } from "../../src/trading/risk/sizing/fixed-risk-size.ts";
import { kellyBet } from "../../src/trading/risk/sizing/kelly-bet.ts";
import { volatilityTargetSize } from "../../src/trading/risk/sizing/volatility-target-size.ts";
import { type ReferenceCase, readReference, referenceNumber, referenceNumbers } from "../support/reference.ts";
import { readReferenceColumns } from "../support/reference-columns.ts";

const collection = readReference("07-sizing-portfolio");
const about = "position sizes and portfolio weights (skipped where ../shared/reference isn't at hand)";
const RISKS: Record<string, PortfolioRisk> = {
  CVaR: "conditional-value-at-risk",
  CDaR: "conditional-drawdown",
  MAD: "mean-absolute-deviation",
  MSV: "semi-deviation",
  WR: "worst-loss",
  RG: "range",
  MDD: "maximum-drawdown",
  ADD: "average-drawdown",
  UCI: "ulcer-index",
};

describe.skipIf(collection === undefined)(about, () => {
  const columnsOf = (path: unknown) => readReferenceColumns(String(path))!;
  const matrixOf = (value: unknown): Float64Array[] =>
    typeof value === "string" ? [...columnsOf(value).values()] : (value as unknown[]).map(referenceNumbers);
  const close = (actual: number, expected: unknown, { tolerance }: ReferenceCase) => {
    const {
      absolute = 0,
      relative = 0,
      exact,
    } = tolerance as { absolute?: number; relative?: number; exact?: boolean };
    const wanted = referenceNumber(expected);
    if (exact === true) expect(actual).toBe(wanted);
    else expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(Math.max(absolute, relative * Math.abs(wanted)));
  };
  const allClose = (actual: ArrayLike<number>, expected: unknown, example: ReferenceCase) => {
    const values = expected as unknown[];
    expect(actual.length).toBe(values.length);
    for (const [i, value] of values.entries()) close(actual[i]!, value, example);
  };
  const performanceOf = (
    weights: Float64Array,
    means: ArrayLike<number>,
    covariance: readonly Float64Array[],
    rf = 0.02,
  ) => {
    const ret = dot(means, weights);
    const vol = Math.sqrt(quadraticForm(covariance, weights));
    return { ret, vol, sharpe: (ret - rf) / vol };
  };
  const named = (id: string): ReferenceCase => collection!.cases.find((example) => example.id === id)!;

  const checks: readonly [RegExp, (example: ReferenceCase) => void][] = [
    [
      /^kelly-binary/,
      (example) => {
        const input = example.inputs as unknown as Parameters<typeof kellyBet>[0];
        const bet = kellyBet(input);
        for (const [name, value] of Object.entries(example.expected))
          close(bet[name as keyof typeof bet], value, example);
      },
    ],
    [
      /^fixedfrac/,
      (example) => {
        const { lotSize, maxExposureFraction, entry, ...rest } = example.inputs as Record<string, number>;
        const size = fixedRiskSize({
          ...(rest as { equity: number; riskFraction: number; stop: number; multiplier: number }),
          price: entry!,
          lot: lotSize!,
          maxExposure: maxExposureFraction ?? null,
        });
        if (typeof size === "string") throw new Error(size);
        close(size.quantity, example.expected.quantity, example);
        close(size.riskAtStop, example.expected.riskAtStop, example);
      },
    ],
    [
      /^voltarget/,
      (example) => {
        const { equity, targetAnnualVol, price, assetAnnualVol, maxLeverage } = example.inputs as Record<
          string,
          number
        >;
        const size = volatilityTargetSize({
          equity: equity!,
          price: price!,
          targetVolatility: targetAnnualVol!,
          volatility: assetAnnualVol!,
          maxLeverage: maxLeverage!,
          lot: 1,
        });
        expect(typeof size === "string" ? 0 : size.quantity).toBe(example.expected.quantity);
      },
    ],
    [
      /^erc/,
      (example) => {
        const covariance = matrixOf(example.inputs.cov);
        const weights = riskParityWeights(covariance);
        allClose(weights, example.expected.weights, example);
        allClose(riskContributions(weights, covariance), example.expected.riskShares, example);
      },
    ],
    [
      /^gmv/,
      (example) => {
        const covariance = matrixOf(example.inputs.cov);
        const weights = minimumVarianceWeights(covariance, UNLIMITED);
        allClose(weights, example.expected.weights, example);
        close(quadraticForm(covariance, weights), example.expected.variance, example);
      },
    ],
    [
      /^pypf/,
      (example) => {
        const means = referenceNumbers(example.inputs.mu);
        const covariance = matrixOf(example.inputs.cov);
        const { rf = 0.02, riskAversion, targetReturn } = example.settings as Record<string, number>;
        const weights =
          targetReturn !== undefined
            ? targetReturnWeights(means, covariance, targetReturn)
            : riskAversion !== undefined
              ? maximumUtilityWeights(means, covariance, { riskAversion })
              : maximumSharpeWeights(means, covariance, { riskFree: rf });
        const found = performanceOf(weights, means, covariance, rf);
        const wanted = example.expected.performance as Record<keyof typeof found, number>;
        for (const name of ["ret", "vol", "sharpe"] as const) close(found[name], wanted[name], example);
      },
    ],
    [
      /^rf-minrisk/,
      (example) => {
        const returns = columnsOf(example.inputs.returns);
        const risk = RISKS[example.id.split("-").at(-1)!];
        if (risk === undefined) throw new Error(`no risk for ${example.id}`);
        const tail = referenceNumber(example.settings.alpha);
        const weights = minimumRiskWeights([...returns.values()], { risk, tail });
        const wanted = example.expected.weights as Record<string, number>;
        for (const [k, name] of [...returns.keys()].entries()) close(weights[k]!, wanted[name], example);
        // The collection's own, from a linear program, is exact.
        const here = referenceNumbers(example.expected.weightsComputedHere);
        for (const [k, value] of here.entries()) expect(Math.abs(weights[k]! - value)).toBeLessThan(1e-9);
      },
    ],
    [
      /^rf-rp-MV/,
      (example) => {
        const returns = columnsOf(example.inputs.returns);
        const weights = riskParityWeights(sampleCovariance([...returns.values()]));
        const wanted = example.expected.weights as Record<string, number>;
        for (const [k, name] of [...returns.keys()].entries()) close(weights[k]!, wanted[name], example);
      },
    ],
    [
      /^discrete-alloc/,
      (example) => {
        const { inputs } = named("pypf-maxsharpe");
        const tickers = inputs.tickers as string[];
        const weights = maximumSharpeWeights(referenceNumbers(inputs.mu), matrixOf(inputs.cov), { riskFree: 0.02 });
        const prices = example.inputs.prices as Record<string, number>;
        // Whatever has no price here was too dear for its share (Amazon stood above 1,400) or has no weight.
        const { shares, leftover } = wholeShares(
          weights,
          tickers.map((ticker) => prices[ticker] ?? 1400),
          example.inputs.portfolioValue as number,
        );
        const bought = Object.fromEntries(
          tickers.map((ticker, k) => [ticker, shares[k]!]).filter(([, count]) => count !== 0),
        );
        expect(bought).toEqual(example.inputs.allocation);
        close(leftover, example.expected.leftover, example);
      },
    ],
  ];

  it.each(collection?.cases ?? [])("$id", (example) => {
    const check = checks.find(([kind]) => kind.test(example.id));
    if (check === undefined) throw new Error(`nothing checks ${example.id}`);
    check[1](example);
  });

  /** Return, volatility and Sharpe ratio at rf 2 %: PyPortfolioOpt, tests/test_efficient_frontier.py at 0a701885 (MIT). */
  const SHORT: WeightLimits = { min: -1, max: 1 };
  const NEUTRAL: WeightLimits = { ...SHORT, total: 0 };
  type Build = (means: Float64Array, covariance: Float64Array[]) => Float64Array;
  const published: readonly [string, Build, readonly [number, number, number]][] = [
    [
      "min_volatility",
      (_, c) => minimumVarianceWeights(c),
      [0.15056821399482578, 0.15915084514118694, 0.8204054077060996],
    ],
    [
      "min_volatility_short",
      (_, c) => minimumVarianceWeights(c, UNLIMITED),
      [0.1516319319875544, 0.1555915367269669, 0.8460095886741129],
    ],
    [
      "max_sharpe_short",
      (mu, c) => maximumSharpeWeights(mu, c, { riskFree: 0.02, limits: UNLIMITED }),
      [0.4937195216716211, 0.29516576454651955, 1.6049270564945908],
    ],
    [
      "max_quadratic_utility_with_shorts",
      (mu, c) => maximumUtilityWeights(mu, c, { limits: SHORT }),
      [1.4170505733098597, 1.0438577623242156, 1.3383533884915872],
    ],
    [
      "max_quadratic_utility_market_neutral",
      (mu, c) => maximumUtilityWeights(mu, c, { limits: NEUTRAL }),
      [1.248936321062371, 1.0219175004907117, 1.2025787996313317],
    ],
    [
      "efficient_risk",
      (mu, c) => targetVolatilityWeights(mu, c, 0.19),
      [0.2552422849133517, 0.1900000002876062, 1.2381172871434818],
    ],
    [
      "efficient_risk_short",
      (mu, c) => targetVolatilityWeights(mu, c, 0.19, SHORT),
      [0.30035471606347336, 0.1900000003049494, 1.4755511348079207],
    ],
    [
      "efficient_risk_market_neutral",
      (mu, c) => targetVolatilityWeights(mu, c, 0.21, NEUTRAL),
      [0.28640632960825885, 0.20999999995100788, 1.2686015698590967],
    ],
  ];
  it.each(published)("PyPortfolioOpt's %s", (_, build, [ret, vol, sharpe]) => {
    const { inputs } = named("pypf-maxsharpe");
    const means = referenceNumbers(inputs.mu);
    const covariance = matrixOf(inputs.cov);
    const found = performanceOf(build(means, covariance), means, covariance);
    expect(Math.abs(found.ret - ret)).toBeLessThan(1e-8);
    expect(Math.abs(found.vol - vol)).toBeLessThan(1e-8);
    expect(Math.abs(found.sharpe - sharpe)).toBeLessThan(1e-8);
  });

  it("PyPortfolioOpt's hierarchical risk parity (tests/resources/weights_hrp.csv at eaba8dc2, MIT)", () => {
    const covariance = columnsOf("data/pypfopt-cov-20.csv");
    const correlation = [...columnsOf("data/pypfopt-corr-20.csv").values()];
    const weights = hierarchicalRiskParityWeights([...covariance.values()], { correlation, distance: "direct" });
    const wanted: Record<string, number> = {
      AAPL: 0.022258941278778387,
      AMD: 0.022294021796692116,
      AMZN: 0.016086842079874982,
      BABA: 0.07963382071794088,
      BAC: 0.014409222455552267,
      BBY: 0.03406419438245041,
      FB: 0.06272994714663536,
      GE: 0.05519063444162851,
      GM: 0.055576660241857236,
      GOOG: 0.04956008428992926,
      JPM: 0.017675709092515715,
      MA: 0.038127373497320226,
      PFE: 0.07786528342813452,
      RRC: 0.03161528695094598,
      SBUX: 0.039844436656239136,
      SHLD: 0.027113184241298872,
      T: 0.11138956508836473,
      UAA: 0.027115909570750083,
      WMT: 0.10569551148587902,
      XOM: 0.11175337115721229,
    };
    for (const [k, name] of [...covariance.keys()].entries()) expect(weights[k]).toBeCloseTo(wanted[name]!, 12);
  });
});
