import type { RunDetail } from "../../src/run/run-detail.ts";
import { runDetailFixture } from "./run-detail-fixture.ts";

/** Closes attributes and elements, opens tags, links and cells, moves a cursor, turns text around and breaks lines. */
export const HOSTILE =
  "\"'></title></style></script><script>alert(1)</script><img src=x onerror=alert(2)>`|[a](https://evil.example/?q)*_# \u001b[31m\u0007\u0000\u202e\u2028<!--&lt;{{1}}";

/** The same as a page may show it. */
export const HOSTILE_SHOWN = ["\u001b", "\u0007", "\u0000", "\u202e"].reduce(
  (text, control) => text.replaceAll(control, "\ufffd"),
  HOSTILE,
);

/** A run every text of which comes from an enemy; times, formats and numbers are sound. */
export function hostileRun(): RunDetail {
  const detail = runDetailFixture({ sessions: 90, trades: 6, shorts: 0.5 });
  const { record } = detail;
  const { spec, guards } = record;
  return {
    ...detail,
    trades: { ...detail.trades, symbols: [HOSTILE] },
    record: {
      ...record,
      id: HOSTILE,
      spec: {
        ...spec,
        strategy: { source: "file", name: HOSTILE, url: `file:///${HOSTILE}`, codeHash: HOSTILE },
        params: { [HOSTILE]: HOSTILE, fast: 10 },
        data: `csv:${HOSTILE}`,
        settings: { ...spec.settings, benchmark: HOSTILE },
      },
      specHash: HOSTILE,
      dataHash: HOSTILE,
      resultHash: HOSTILE,
      backsightVersion: HOSTILE,
      data: { ...record.data, symbol: HOSTILE, notes: [HOSTILE] },
      metrics: { ...record.metrics, [HOSTILE]: 1, calmarRatio: null },
      undefinedMetrics: { ...record.undefinedMetrics, calmarRatio: HOSTILE },
      guards: {
        ...guards,
        findings: guards.findings.map((finding) => ({
          ...finding,
          label: HOSTILE,
          headline: HOSTILE,
          detail: HOSTILE,
        })),
      },
      notFilled: { [HOSTILE]: 3 },
      notes: [HOSTILE],
      tag: HOSTILE,
      note: HOSTILE,
    },
  };
}
