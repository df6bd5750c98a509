import type { RuleBook } from "../../src/trading/rules/rule-book.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";

/** The conventions that the reference knows, in its own words. */
export interface ReferenceRules {
  readonly plainBudget: boolean;
  readonly shortOfCash: "cut-intents" | "cut-all" | "refuse-all" | "never";
  readonly wholeUnits: boolean;
  /** An entry and an exit of one side: of the side that is held, or of any before anything else. */
  readonly bothCancel: "never" | "when-held" | "always";
  readonly mayTurn: boolean;
  readonly stopEndsBar: boolean;
  readonly exitTakesBack: boolean;
  readonly fromClose: boolean;
  readonly waitsABar: boolean;
  /** An entry beyond its own stop is filled all the same. */
  readonly entersBeyondStop: boolean;
  /** The stop is asked of the whole bar before the target, which the open may have passed. */
  readonly stopBeforeTarget: boolean;
  readonly inside: "possible" | "unambiguous" | "whole-bar";
  readonly stopsSlip: boolean;
  readonly exitsSlip: boolean;
  readonly staysInBar: boolean;
  readonly limits: "exact" | "slip-to-limit" | "slip-or-wait";
  readonly atOwnLimit: boolean;
  readonly trailsCloses: boolean;
  readonly closeOnly: boolean;
  readonly isRanked: boolean;
  readonly entersLastBar: boolean;
  readonly closesAtEnd: boolean;
}

const OURS: ReferenceRules = {
  plainBudget: false,
  shortOfCash: "cut-intents",
  wholeUnits: false,
  bothCancel: "never",
  mayTurn: true,
  stopEndsBar: false,
  exitTakesBack: true,
  fromClose: false,
  waitsABar: false,
  entersBeyondStop: false,
  stopBeforeTarget: false,
  inside: "possible",
  stopsSlip: true,
  exitsSlip: true,
  staysInBar: false,
  limits: "exact",
  atOwnLimit: false,
  trailsCloses: false,
  closeOnly: false,
  isRanked: false,
  entersLastBar: true,
  closesAtEnd: false,
};

/** What each tool does otherwise, from its documentation and code. */
const TOOLS: Readonly<Record<RuleBook["name"], Partial<ReferenceRules>>> = {
  backsight: {},
  vectorbt: {
    shortOfCash: "cut-all",
    bothCancel: "always",
    stopEndsBar: true,
    stopBeforeTarget: true,
    fromClose: true,
    waitsABar: true,
    stopsSlip: false,
  },
  backtrader: {
    plainBudget: true,
    shortOfCash: "refuse-all",
    wholeUnits: true,
    entersBeyondStop: true,
    waitsABar: true,
    stopBeforeTarget: true,
    staysInBar: true,
    limits: "slip-to-limit",
    trailsCloses: true,
  },
  "backtesting.py": {
    wholeUnits: true,
    entersBeyondStop: true,
    stopBeforeTarget: true,
    inside: "unambiguous",
    stopsSlip: false,
    exitsSlip: false,
    closesAtEnd: true,
  },
  zipline: {
    plainBudget: true,
    shortOfCash: "never",
    wholeUnits: true,
    entersBeyondStop: true,
    waitsABar: true,
    limits: "slip-or-wait",
    closeOnly: true,
  },
  freqtrade: {
    bothCancel: "when-held",
    mayTurn: false,
    exitTakesBack: false,
    inside: "whole-bar",
    atOwnLimit: true,
    isRanked: true,
    entersLastBar: false,
    closesAtEnd: true,
  },
};

/** The conventions of a tool by its name. */
export function rulesOf({ rules }: SimulationSettings): ReferenceRules {
  return { ...OURS, ...TOOLS[rules?.name ?? "backsight"] };
}
