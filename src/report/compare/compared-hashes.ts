import type { RunRecord } from "../../run/run-record.ts";

/** Which hashes two runs share: the same description, prices, strategy code, result. */
export interface ComparedHashes {
  readonly specHash: boolean;
  readonly dataHash: boolean;
  readonly codeHash: boolean;
  readonly resultHash: boolean;
}

export function comparedHashes(a: RunRecord, b: RunRecord): ComparedHashes {
  return {
    specHash: a.specHash === b.specHash,
    dataHash: a.dataHash === b.dataHash,
    codeHash: a.spec.strategy.codeHash === b.spec.strategy.codeHash,
    resultHash: a.resultHash === b.resultHash,
  };
}
