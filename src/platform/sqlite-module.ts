type Sqlite = typeof import("node:sqlite");

let loaded: Sqlite | undefined;

/**
 * Node's SQLite, loaded at first use. Early releases of Node 24 announce it as experimental when it is loaded: that
 * one warning is kept from the user, every other one passes.
 */
export function loadSqlite(): Sqlite {
  loaded ??= withoutSqliteWarning(() => process.getBuiltinModule("node:sqlite"));
  return loaded;
}

/** What `load` returns, without SQLite's announcement; warnings pass as before once it is done. */
export function withoutSqliteWarning<T>(load: () => T): T {
  const emitWarning = process.emitWarning;
  const filtered: (...details: unknown[]) => void = (...details) => {
    if (/^SQLite is an experimental feature/.test(String(details[0]))) return;
    Reflect.apply(emitWarning, process, details);
  };
  process.emitWarning = filtered;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
