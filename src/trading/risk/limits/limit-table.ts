import { CONCENTRATION } from "./concentration.ts";
import { CORRELATION } from "./correlation.ts";
import { DAILY_LOSS } from "./daily-loss.ts";
import { DRAWDOWN } from "./drawdown.ts";
import { GROSS_EXPOSURE } from "./gross-exposure.ts";
import { LEVERAGE } from "./leverage.ts";
import type { Limit } from "./limit.ts";
import { NET_EXPOSURE } from "./net-exposure.ts";
import { PORTFOLIO_HEAT } from "./portfolio-heat.ts";
import { POSITION_SIZE } from "./position-size.ts";
import { SECTOR_EXPOSURE } from "./sector-exposure.ts";
import { quantileReturn, tailLimit, tailMeanReturn } from "./tail-loss.ts";
import { TURNOVER } from "./turnover.ts";

const VALUE_AT_RISK = tailLimit(
  {
    code: "risk-var",
    setting: "maxVar",
    measures: "loss that a share `level` of the last bars' returns of these holdings stayed within / equity",
  },
  quantileReturn,
);

const EXPECTED_SHORTFALL = tailLimit(
  {
    code: "risk-cvar",
    setting: "maxCvar",
    measures: "mean loss of the share 1 − `level` of the last bars that were worst for these holdings / equity",
  },
  tailMeanReturn,
);

/** Every limit, in the order in which they are asked: circuit breakers first. */
export const LIMITS: readonly Limit[] = [
  DAILY_LOSS,
  DRAWDOWN,
  CORRELATION,
  LEVERAGE,
  POSITION_SIZE,
  PORTFOLIO_HEAT,
  GROSS_EXPOSURE,
  NET_EXPOSURE,
  SECTOR_EXPOSURE,
  CONCENTRATION,
  VALUE_AT_RISK,
  EXPECTED_SHORTFALL,
  TURNOVER,
];
