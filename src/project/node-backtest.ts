import { presenter } from "../report/presenter.ts";
import { type Backtest, createBacktest } from "../run/backtest.ts";
import { openSession } from "./session.ts";
import { writeReport } from "./write-report.ts";

/** `backtest` with this machine's store, trial ledger and files; each is opened when first used. */
export function createNodeBacktest(): Backtest {
  const stored = openSession();
  const unstored = openSession({ store: false });
  return createBacktest({
    ports: (keeps) => (keeps ? stored.ports(true) : unstored.ports()),
    save: async (detail) => (await stored.store()).save(detail),
    presenter: { ...presenter, write: writeReport },
  });
}
