import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { unprivileged } from "../../test/support/unprivileged.ts";
import { openDatabase } from "./sqlite.ts";
import type { DatabaseSchema } from "./sqlite-migrations.ts";
import { loadSqlite, withoutSqliteWarning } from "./sqlite-module.ts";

const FIRST = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;";
const SECOND = "ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 3;";

function schema(...migrations: string[]): DatabaseSchema {
  return { applicationId: 4711, title: "notebook", migrations };
}

function addNote(path: string, text: string): void {
  const database = openDatabase(path, schema(FIRST));
  database.write((db) => db.prepare("INSERT INTO notes (text) VALUES (?)").run(text));
  database.close();
}

describe("openDatabase", () => {
  it("makes the folder and the file, with the promised settings", () => {
    const path = join(temporaryFolder(), "deep", "er", "a.db");
    const database = openDatabase(path, schema(FIRST));
    const settings = database.read((db) =>
      ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id", "user_version"].map(
        (name) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0],
      ),
    );
    // synchronous 2 is FULL (sqlite.org/pragma.html).
    expect(settings).toEqual(["wal", 2, 1, 30_000, 4711, 1]);
    database.close();
    database.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it("undoes everything that a failed transaction did", () => {
    const database = openDatabase(join(temporaryFolder(), "a.db"), schema(FIRST));
    const oops = new Error("oops");
    const fail = () =>
      database.write((db) => {
        db.exec("INSERT INTO notes (text) VALUES ('half')");
        throw oops;
      });
    expect(fail).toThrow(oops);
    expect(database.read((db) => db.prepare("SELECT count(*) AS n FROM notes").get()?.n)).toBe(0);
    database.close();
  });

  it("brings an older version to the newest and keeps its rows", () => {
    const path = join(temporaryFolder(), "a.db");
    addNote(path, "kept");
    const database = openDatabase(path, schema(FIRST, SECOND));
    expect(database.read((db) => ({ ...db.prepare("SELECT text, stars FROM notes").get() }))).toEqual({
      text: "kept",
      stars: 3,
    });
    database.close();
  });

  it("leaves the older version as it was when a migration fails", () => {
    const path = join(temporaryFolder(), "a.db");
    addNote(path, "kept");
    const error = thrown(() => openDatabase(path, schema(FIRST, SECOND, "CREATE TABLE notes (again TEXT);")));
    expect(error.code).toBe("BACKSIGHT_STORE");
    expect(error.message).toContain("table notes already exists");
    const database = openDatabase(path, schema(FIRST));
    expect(database.read((db) => db.prepare("SELECT text FROM notes").get()?.text)).toBe("kept");
    database.close();
  });

  it("refuses a newer version without touching it", () => {
    const path = join(temporaryFolder(), "a.db");
    openDatabase(path, schema(FIRST, SECOND)).close();
    const before = readFileSync(path);
    const error = thrown(() => openDatabase(path, schema(FIRST)));
    expect(error.code).toBe("BACKSIGHT_STORE_NEWER");
    expect(error.details).toMatchObject({ path, found: 2, known: 1 });
    expect(readFileSync(path)).toEqual(before);
  });

  it("refuses another program's database without touching it", () => {
    const { DatabaseSync } = loadSqlite();
    for (const setup of ["CREATE TABLE songs (id)", "PRAGMA application_id = 99"]) {
      const path = join(temporaryFolder(), "music.db");
      const music = new DatabaseSync(path);
      music.exec(setup);
      music.close();
      const before = readFileSync(path);
      const error = thrown(() => openDatabase(path, schema(FIRST)));
      expect(error.code).toBe("BACKSIGHT_STORE");
      expect(error.message).toContain("another program's database, not a notebook");
      expect(readFileSync(path)).toEqual(before);
    }
  });

  it("refuses what isn't a database, and a place that can't hold one", () => {
    const folder = temporaryFolder();
    const text = join(folder, "letter.db");
    writeFileSync(text, "Dear reader, this is no database. ".repeat(100));
    expect(thrown(() => openDatabase(text, schema(FIRST))).message).toContain("it isn't an SQLite database");
    mkdirSync(join(folder, "folder.db"));
    expect(thrown(() => openDatabase(join(folder, "folder.db"), schema(FIRST))).message).toContain(
      "it can't be opened",
    );
    const below = thrown(() => openDatabase(join(text, "a.db"), schema(FIRST)));
    expect(below.code).toBe("BACKSIGHT_STORE");
    expect(below.message).toContain("its folder can't be made: a file stands where a folder is needed");
  });

  it("reports a damaged file", () => {
    const path = join(temporaryFolder(), "a.db");
    addNote(path, "x");
    const bytes = readFileSync(path);
    bytes.fill(0xaa, 100, bytes.length);
    writeFileSync(path, bytes);
    const error = thrown(() => openDatabase(path, schema(FIRST)));
    expect(error.code).toBe("BACKSIGHT_STORE");
    expect(error.message).toContain("the file is damaged. Restore the file from a copy");
  });

  it("reports a lock that another connection keeps", () => {
    const path = join(temporaryFolder(), "a.db");
    const first = openDatabase(path, schema(FIRST));
    const second = openDatabase(path, schema(FIRST), { lockTimeoutMs: 20 });
    first.write(() => {
      const error = thrown(() => second.write(() => 0));
      expect(error.code).toBe("BACKSIGHT_STORE");
      expect(error.message).toContain("another process keeps it locked");
      expect(second.read((db) => db.prepare("SELECT count(*) AS n FROM notes").get()?.n)).toBe(0);
    });
    expect(second.write(() => "free")).toBe("free");
    first.close();
    second.close();
  });

  it("reports a folder and a file that can't be written", () => {
    const folder = temporaryFolder();
    const path = join(folder, "a.db");
    addNote(path, "x");
    chmodSync(path, 0o444);
    chmodSync(folder, 0o555);
    for (const attempt of [path, join(folder, "new.db"), join(folder, "new", "a.db")]) {
      const error = thrown(() => unprivileged(() => openDatabase(attempt, schema(FIRST)).write(() => 0)));
      expect(error.code).toBe("BACKSIGHT_STORE");
      expect(error.message).toMatch(/it can't be (written|opened)|this user may not write there/);
      expect(error.message).toMatch(/choose another place/i);
    }
    chmodSync(folder, 0o755);
  });

  it("refuses use after closing as a mistake of the program", () => {
    const database = openDatabase(join(temporaryFolder(), "a.db"), schema(FIRST));
    database.close();
    expect(thrown(() => database.read(() => 0)).code).toBe("BACKSIGHT_INTERNAL");
  });
});

describe("withoutSqliteWarning", () => {
  it("keeps back SQLite's announcement and lets every other warning pass", () => {
    const original = process.emitWarning;
    const seen: unknown[] = [];
    const collect = (...details: unknown[]): void => void seen.push(details[0]);
    process.emitWarning = collect;
    try {
      const result = withoutSqliteWarning(() => {
        process.emitWarning("SQLite is an experimental feature and might change at any time", "ExperimentalWarning");
        process.emitWarning("something else is experimental", "ExperimentalWarning");
        return 5;
      });
      expect(result).toBe(5);
      expect(process.emitWarning).toBe(collect);
    } finally {
      process.emitWarning = original;
    }
    expect(seen).toEqual(["something else is experimental"]);
  });
});
