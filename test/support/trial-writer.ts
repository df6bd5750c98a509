import { openTrialLedger } from "../../src/store/trial-ledger.ts";
import { trialEntry } from "./trial-entry.ts";

// node trial-writer.ts <file> <first> <count>: records the trials numbered first, first + 1, ….
const [path, first, count] = process.argv.slice(2);
if (path === undefined) throw new Error("needs a file");
const ledger = openTrialLedger(path);
for (let i = Number(first); i < Number(first) + Number(count); i++) ledger.record(trialEntry(i));
ledger.close();
