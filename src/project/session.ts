import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { BacksightError } from "../core/errors.ts";
import { BacktestLogger, readLogLevel, silentLogger } from "../core/logging/backtest-logger.ts";
import type { AuditLog } from "../platform/audit/audit-log.ts";
import { writeLogLine } from "../platform/log-sink.ts";
import { createNativeSha256 } from "../platform/native-sha256.ts";
import type { DataKey } from "../platform/sealed/data-key.ts";
import { type ProjectPlaces, projectPlaces, trialLedgerPath } from "../platform/user-folders.ts";
import { withinTime } from "../platform/within-time.ts";
import type { RunPorts } from "../run/run-ports.ts";
import type { TrialLedgerPort } from "../run/trial-ledger-port.ts";
import type { RunStore } from "../store/run-store.ts";
import type { LoadedConfig } from "./config.ts";
import { loadBars } from "./load-bars.ts";
import type { LoadOptions } from "./load-options.ts";
import { newRunId } from "./run-id.ts";
import type { VendorSettings } from "./vendor-settings.ts";

export interface SessionOptions {
  /** Result store; by default the project's. */
  readonly db?: string | undefined;
  /** Configuration file; by default the project's config.yaml, when there is one. */
  readonly config?: string | undefined;
  /** How much is told on standard error, as JSON lines: silent, error, warn, info, debug; nothing unless given. */
  readonly logLevel?: string | undefined;
  /** True: no connection is opened. */
  readonly offline?: boolean | undefined;
  /** True: what is cached of vendors is asked for again. */
  readonly refresh?: boolean | undefined;
  /** False: nothing is stored and no trial is counted. */
  readonly store?: boolean;
}

/** What the faces share: places, configuration, ports of a run, and the store, each opened when first needed. */
export interface Session {
  readonly places: ProjectPlaces;
  /** Path of the result store. */
  readonly db: string;
  config(): Promise<LoadedConfig | null>;
  /** How prices are loaded here. */
  loading(): Promise<LoadOptions>;
  /**
   * What runs need from outside.
   *
   * @param willSave what they give will be kept: a trial is counted only when the result store is there and takes it
   */
  ports(willSave?: boolean): Promise<RunPorts>;
  /** The result store, made when it isn't there: for what is to be kept. */
  store(): Promise<RunStore>;
  /**
   * The result store when it is there, else null: reading leaves no file behind.
   *
   * @param opensRuns false where runs are named and removed only: the key of those that are encrypted isn't looked for
   */
  existingStore(opensRuns?: boolean): Promise<RunStore | null>;
  close(): void;
}

export function openSession(options: SessionOptions = {}): Session {
  const { db, config, logLevel, store: keeps = true, offline: isOffline, refresh: isRefresh } = options;
  const places = projectPlaces();
  const path = db ?? places.results;
  // SQLite takes these for a database that is gone at the end: a run would be lost without a word.
  if (path.trim() === "" || path === ":memory:") {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `--db "${path}" names no file.`,
      help: "Name one, or leave it out.",
    });
  }
  const logger =
    logLevel === undefined ? silentLogger : new BacktestLogger(readLogLevel(logLevel), writeLogLine, Date.now);
  let openStore: RunStore | undefined;
  const sealing: { key: DataKey | null; isOn: boolean } = { key: null, isOn: false };
  let audit: AuditLog | undefined;
  let closeTrials = () => {};
  let ports: RunPorts | undefined;
  /** What opens the store at its first call; what that needs is loaded before. */
  const storeOpener = async (): Promise<() => RunStore> => {
    const [{ openRunStore }, { openUserAudit }, { auditedStore }] = await Promise.all([
      import("../store/run-store.ts"),
      import("./user-audit.ts"),
      import("./audited-store.ts"),
    ]);
    return () => {
      audit ??= openUserAudit();
      openStore ??= auditedStore(openRunStore(path, sealing), audit);
      return openStore;
    };
  };
  let vendors: Promise<VendorSettings> | undefined;
  const loading = async (): Promise<LoadOptions> => {
    // Without a file of one's own each loader asks for the settings when it needs them.
    if (config === undefined) return { isOffline, isRefresh };
    const { vendorSettings } = await import("./vendor-settings.ts");
    vendors ??= vendorSettings(undefined, config);
    return { isOffline, isRefresh, vendors: await vendors };
  };
  const readConfig = async (): Promise<LoadedConfig | null> => {
    // The YAML and schema packages are loaded only where there is something to read.
    if (config === undefined && !existsSync(join(places.root, "config.yaml"))) return null;
    const { loadConfig } = await import("./config.ts");
    return loadConfig(places.root, config);
  };
  /** Gets the key, where runs are to be encrypted. */
  const readySealing = async (): Promise<void> => {
    if (sealing.isOn || (await readConfig())?.config.results?.encrypt !== true) return;
    const { userDataKey } = await import("./data-key.ts");
    sealing.key = await userDataKey();
    sealing.isOn = true;
  };
  const store = async (): Promise<RunStore> => {
    await readySealing();
    return (await storeOpener())();
  };
  const existingStore = async (opensRuns = true): Promise<RunStore | null> => {
    if (openStore === undefined && !existsSync(path)) return null;
    const found = (await storeOpener())();
    if (opensRuns && sealing.key === null && found.holdsSealed()) {
      const { findUserDataKey } = await import("./data-key.ts");
      sealing.key = await findUserDataKey();
    }
    return found;
  };
  const withStoreFirst = async (known: RunPorts): Promise<RunPorts> => {
    const { trials } = known;
    if (trials === undefined) return known;
    await readySealing();
    const open = await storeOpener();
    const takesIt = () => open().checkWritable();
    const counted: TrialLedgerPort = {
      record(trial) {
        takesIt();
        trials.record(trial);
      },
      recordAll(all) {
        takesIt();
        trials.recordAll(all);
      },
      count: (query) => trials.count(query),
    };
    return { ...known, trials: counted };
  };
  return {
    places,
    db: path,
    config: readConfig,
    loading,
    async ports(willSave = false) {
      if (ports !== undefined) return willSave ? withStoreFirst(ports) : ports;
      const base: RunPorts = {
        loadBars: async (address) => loadBars(address, await loading()),
        loadQuotes: async (address, bars) =>
          (await import("./load-ticks.ts")).loadQuotes(address, bars, await loading()),
        loadTrades: async (address, bars) =>
          (await import("./load-ticks.ts")).loadTrades(address, bars, await loading()),
        createHasher: createNativeSha256,
        breathe: () => setImmediate(),
        withinTime,
        logger,
        clock: Date.now,
        stopwatch: () => performance.now(),
        newRunId,
      };
      if (!keeps) {
        ports = base;
        return ports;
      }
      const [{ openTrialLedger }, { trialsWithStoredRuns }] = await Promise.all([
        import("../store/trial-ledger.ts"),
        import("./trials-with-stored-runs.ts"),
      ]);
      const trials = openTrialLedger(trialLedgerPath());
      closeTrials = () => trials.close();
      ports = { ...base, trials: trialsWithStoredRuns(trials, () => openStore) };
      return willSave ? withStoreFirst(ports) : ports;
    },
    store,
    existingStore,
    close() {
      openStore?.close();
      audit?.close();
      closeTrials();
    },
  };
}
