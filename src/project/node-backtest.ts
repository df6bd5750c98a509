import { presenter } from "../report/presenter.ts";
import { type Backtest, type BacktestPlatform, createBacktest } from "../run/backtest.ts";
import { openSession } from "./session.ts";
import { writeReport } from "./write-report.ts";

/** `backtest` with this machine's store, trial ledger and files. */
export function createNodeBacktest(): Backtest {
  return createBacktest(nodePlatform());
}

/** This machine's store, trial ledger and files; each is opened when first used. */
export function nodePlatform(): BacktestPlatform {
  const stored = openSession();
  const unstored = openSession({ store: false });
  return {
    ports: (keeps) => (keeps ? stored.ports(true) : unstored.ports()),
    save: async (detail) => (await stored.store()).save(detail),
    presenter: { ...presenter, write: writeReport },
    sweepExecutor: async (choice) => (await import("./choose-executor.ts")).chooseExecutor(choice),
  };
}
