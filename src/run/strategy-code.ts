import { sha256 } from "../core/sha256.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { isLibraryStrategy } from "../strategy/strategy-factory.ts";
import type { StrategyReference } from "./run-spec.ts";

/** What names the code of a strategy that was given as a value: a ready one by its version, any other by its text. */
export function strategyCode(strategy: Strategy): StrategyReference {
  const { name, version, sourceText } = strategy;
  const isLibrary = isLibraryStrategy(strategy);
  const codeHash = sha256(isLibrary ? `library/${name}/${version}` : sourceText);
  return { source: isLibrary ? "library" : "inline", name, codeHash };
}
