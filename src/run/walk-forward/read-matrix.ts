import { BacksightError } from "../../core/errors.ts";
import { type LengthsWish, readLengths } from "./read-lengths.ts";
import type { MatrixLengths } from "./walk-forward-matrix.ts";
import type { WalkForwardLengths } from "./walk-forward-spec.ts";

/** Lengths of a matrix, and the walk-forward of its first pair. */
export interface ReadMatrix {
  readonly matrix: MatrixLengths;
  readonly lengths: WalkForwardLengths;
}

/**
 * Reads `train=126,252,504` and `test=21,63`.
 *
 * @param wish what else is said of lengths
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readMatrix(texts: readonly string[], wish: LengthsWish): ReadMatrix {
  const given = new Map(texts.map((text) => [text.split("=")[0]!.trim(), (text.split("=")[1] ?? "").split(",")]));
  const [train, test] = [given.get("train"), given.get("test")];
  if (train === undefined || test === undefined || given.size !== 2 || texts.length !== 2) throw malformed(texts);
  const all = train.flatMap((one) =>
    test.map((other) => readLengths({ ...wish, train: one.trim(), test: other.trim() })),
  );
  const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
  return {
    matrix: {
      train: distinct(all.map((lengths) => lengths.train)),
      test: distinct(all.map((lengths) => lengths.test)),
    },
    lengths: all[0]!,
  };
}

function malformed(texts: readonly string[]): BacksightError {
  const rule = "train=126,252,504 test=21,63: lengths of training and of test to try in every combination";
  return new BacksightError("BACKSIGHT_ARGUMENT", { name: "--matrix", rule, value: texts.join(" ") });
}
