import type { EvaluatedAllocations } from "../../strategy/portfolio/evaluate-allocations.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { isSameAgain } from "../engines-agree.ts";
import type { RunPorts } from "../run-ports.ts";
import type { Guards } from "../run-record.ts";
import type { RunSpec } from "../run-spec.ts";
import type { AskedInstrument, PortfolioSimulation } from "../simulate-portfolio.ts";
import { lookAheadGuard } from "./look-ahead.ts";

/** Opaque signals are tested on so many instruments; proof costs nothing and is asked of all. */
const TESTED = 5;

/** Whether a strategy knows the future. */
export interface PortfolioAudit {
  readonly lookAhead: () => Guards["lookAhead"];
  /** What is told of it, for people. */
  readonly more: readonly string[];
}

/** Who is audited. */
export interface AuditedStrategy {
  readonly strategy: Strategy;
  readonly spec: RunSpec;
  readonly requiredHistory: number;
  readonly ports: Pick<RunPorts, "stopwatch">;
}

/** The look-ahead guard over what a strategy said of several instruments, and what it didn't test. */
export function auditOf(
  { result, asked, allocated, again }: PortfolioSimulation,
  audited: AuditedStrategy,
): PortfolioAudit {
  if (allocated !== null) return auditOfWeights(allocated);
  const { lookAhead, more } = auditOfEach(asked, audited);
  return {
    lookAhead: () =>
      again === null || isSameAgain(result.instruments, () => again().instruments)
        ? lookAhead()
        : { status: "nondeterministic", boundaries: 0, finding: null },
    more,
  };
}

/** An allocator sees what was known by then and nothing else. */
function auditOfWeights({ isRepeated, strangers }: EvaluatedAllocations): PortfolioAudit {
  const status = isRepeated ? "proved" : "nondeterministic";
  return {
    lookAhead: () => ({ status, boundaries: 0, finding: null }),
    more:
      strangers === 0
        ? []
        : [`${strangers} weights were for instruments outside the universe, or without a bar: taken as 0`],
  };
}

function auditOfEach(
  asked: readonly AskedInstrument[],
  { strategy, spec, requiredHistory, ports }: AuditedStrategy,
): PortfolioAudit {
  const opaque = asked.filter((one) => !one.signals.isCausalByConstruction);
  const tested = [...asked.filter((one) => one.signals.isCausalByConstruction), ...opaque.slice(0, TESTED)];
  const guards = () =>
    tested.map(({ bars, graph, signals }) =>
      lookAheadGuard(bars, strategy, spec, graph, signals, requiredHistory, ports.stopwatch),
    );
  return {
    lookAhead: () => worst(guards()),
    more: opaque.length > TESTED ? [`look-ahead was tested on ${TESTED} of ${opaque.length} instruments`] : [],
  };
}

const BY_SEVERITY = ["failed", "nondeterministic", "not checked", "not checkable", "passed", "proved"] as const;

function worst(guards: readonly Guards["lookAhead"][]): Guards["lookAhead"] {
  const severity = ({ status }: Guards["lookAhead"]) => BY_SEVERITY.indexOf(status);
  return guards.reduce((a, b) => (severity(b) < severity(a) ? b : a));
}
