import type { ErrorEntry } from "./error-entry.ts";

/** Wrong arguments, parameters, settings and commands. */
export const USAGE_ERRORS = {
  BACKSIGHT_ARGUMENT: { message: "{name} must be {rule}, was {value}.", fix: "Correct the value.", exit: 2 },
  BACKSIGHT_LENGTH: {
    message: "{name} must hold {expected} values, held {value}.",
    fix: "Give columns of one length.",
    exit: 2,
  },
  BACKSIGHT_PARAMETER_UNKNOWN: {
    message: 'unknown parameter "{name}" for strategy "{strategy}".{hint}',
    fix: "Known parameters: {known}.",
    exit: 2,
  },
  BACKSIGHT_PARAMETER_VALUE: {
    message: "parameter {name} must be {rule}, was {value}.",
    fix: "Give a value in that range.",
    exit: 2,
  },
  BACKSIGHT_PARAMETER_CONSTRAINT: {
    message: "the parameters {params} break the strategy's own rule `where`.",
    fix: "Choose values that satisfy it; `backsight strategies {strategy}` shows them.",
    exit: 2,
  },
  BACKSIGHT_USAGE: { message: "{problem}", fix: "{help}", exit: 2 },
  BACKSIGHT_OPTION_UNKNOWN: { message: 'unknown {kind} "{name}".{hint}', fix: "Known: {known}.", exit: 2 },
  BACKSIGHT_COST_DATA: {
    message: "{source} has no {data}, which {what} is scaled by.",
    fix: "Give data that has it, or choose another model of costs.",
    exit: 1,
  },
  BACKSIGHT_COST_STATE: {
    message: "these costs ask for the market's {what}, which isn't given.",
    fix: "Give it in the market state (NaN where it isn't known), or choose other costs.",
    exit: 1,
  },
  BACKSIGHT_RULES_CANNOT: {
    message: "the rules of {rules} have no way to express {what}.",
    fix: "Leave it out, or take Backsight's own rules (--rules backsight).",
    exit: 2,
  },
  BACKSIGHT_CANCELLED: {
    message: "stopped by request.",
    fix: "Nothing half-done was kept; run it again to finish.",
    exit: 1,
  },

  BACKSIGHT_CONFIG: {
    message: "{path}: {problem}.{hint}",
    fix: "Correct the key; docs/configuration.md lists them.",
    exit: 2,
  },
  BACKSIGHT_FOLDER_NOT_EMPTY: {
    message: "{path} has {files} already.",
    fix: "Choose another folder, or --force to overwrite these files.",
    exit: 2,
  },
  BACKSIGHT_FX: {
    message: "no exchange rate takes {symbol} from {from} to {to}; there are: {known}.",
    fix: "Give the pair either way round, such as --fx {from}{to}=ADDRESS (fx in code), or name another currency with --base.",
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
