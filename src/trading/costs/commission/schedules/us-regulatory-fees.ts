import { dayOfDate } from "../../../../market/calendar/calendar.ts";
import type { Commission } from "../commission.ts";

const PER_MILLION = 1e-6;

/**
 * The SEC's fee on sales under section 31 of the Securities Exchange Act, dollars per million of notional, from the day
 * on which each rate came into force: the SEC's fee rate advisories of the fiscal years 2014 to 2025. A run reaches back
 * with the rates of its own days; the last rate known here, 0 since 2025-05-14, is taken to hold on.
 */
export const SEC_FEE: Commission = {
  kind: "only",
  fills: "sells",
  of: {
    kind: "dated",
    since: (
      [
        [2014, 3, 18, 22.1],
        [2015, 2, 14, 18.4],
        [2016, 2, 16, 21.8],
        [2017, 7, 4, 23.1],
        [2018, 5, 22, 13],
        [2019, 4, 16, 20.7],
        [2020, 2, 18, 22.1],
        [2021, 2, 25, 5.1],
        [2022, 5, 14, 22.9],
        [2023, 2, 27, 8],
        [2024, 5, 22, 27.8],
        [2025, 5, 14, 0],
      ] as const
    ).map(([year, month, day, dollars]) => ({
      day: dayOfDate(year, month, day),
      of: { kind: "rate", rate: dollars * PER_MILLION },
    })),
  },
};

/**
 * FINRA's trading activity fee on sales of stocks, dollars for each share and at most for each trade: schedule A of
 * FINRA's by-laws, section 1, with the steps of SR-FINRA-2020-032 and SR-FINRA-2024-019. Paid to the cent by brokers,
 * without rounding here.
 */
export const FINRA_TRADING_ACTIVITY_FEE: Commission = {
  kind: "only",
  fills: "sells",
  of: {
    kind: "dated",
    since: (
      [
        [2012, 7, 1, 0.000119, 5.95],
        [2022, 1, 1, 0.00013, 6.49],
        [2023, 1, 1, 0.000145, 7.27],
        [2024, 1, 1, 0.000166, 8.3],
        [2026, 1, 1, 0.000195, 9.79],
      ] as const
    ).map(([year, month, day, amount, maximum]) => ({
      day: dayOfDate(year, month, day),
      of: { kind: "bounded", of: { kind: "per-unit", amount }, maximum },
    })),
  },
};
