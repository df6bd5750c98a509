import { openRunStore } from "../../src/store/run-store.ts";
import { runDetail } from "./run-detail.ts";

// node store-writer.ts <file> <name> <runs> <trades>: saves the runs <name>-0, <name>-1, … and prints each id once it is saved.
const [path, name, runs, trades] = process.argv.slice(2);
if (path === undefined || name === undefined) throw new Error("needs a file and a name");
const store = openRunStore(path);
for (let i = 0; i < Number(runs); i++) {
  const id = `${name}-${i}`;
  store.save(runDetail(id, { trades: Number(trades) }));
  process.stdout.write(`${id}\n`);
}
store.close();
