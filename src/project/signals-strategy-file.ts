import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProgressListener } from "../core/progress.ts";
import { alignSignals } from "../data/signals-file/align-signals.ts";
import { createNativeSha256 } from "../platform/native-sha256.ts";
import { loadSignals } from "../sources/file/load-signals.ts";
import { signalsHash, signalsStrategy } from "../strategy/signals-strategy.ts";
import { parseDataAddress } from "./data-address.ts";
import type { NamedStrategy } from "./named-strategy.ts";
import { notedAccess } from "./noted-access.ts";
import { absoluteSignalsAddress, nameOfSignals, parseSignalsAddress } from "./signals-address.ts";

/**
 * Signals from a file as a strategy: its name is the file's, its identity what the rows say on the bars that they mean,
 * and all that ever stood in one file are one family of trials.
 *
 * @throws {BacksightError} BACKSIGHT_SIGNALS_ADDRESS, and as `loadSignals`; from `on`, as `alignSignals`
 */
export async function loadSignalsStrategy(address: string, onProgress: ProgressListener): Promise<NamedStrategy> {
  const parsed = parseSignalsAddress(address);
  const file = resolve(parsed.path);
  const name = nameOfSignals(parsed);
  const url = absoluteSignalsAddress(address);
  const read = () => loadSignals(file, parsed.format, parsed.path, { onProgress });
  const table = await notedAccess({ action: "data.read", subject: url }, read);
  return {
    name,
    params: {},
    direction: "both",
    on(bars, data) {
      const pricesZone = parseDataAddress(data).options.get("tz");
      const { columns, notes } = alignSignals(table, bars, { ...parsed.settings, pricesZone });
      const strategy = signalsStrategy(columns, { name, family: pathToFileURL(file).href });
      const codeHash = signalsHash(columns, bars.time, createNativeSha256);
      return { strategy, reference: { source: "signals", name, url, codeHash }, notes };
    },
  };
}
