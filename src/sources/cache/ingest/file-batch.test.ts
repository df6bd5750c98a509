import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { FileBatch, type FileBatchSystem } from "./file-batch.ts";

/** The real file system; `before` is told of each call and may throw in its place. */
function watched(before: (call: string) => void): FileBatchSystem {
  const calls = ["writeFile", "sync", "close"];
  return {
    unlink,
    open: (async (...args: Parameters<typeof open>) => {
      before("open");
      const file = await open(...args);
      return new Proxy(file, {
        get(target, name: keyof FileHandle & string) {
          const value: unknown = target[name];
          if (typeof value !== "function") return value;
          return async (...rest: unknown[]): Promise<unknown> => {
            // A close that fails has still closed.
            const done = name === "close" ? await target.close() : undefined;
            if (calls.includes(name)) before(name);
            return name === "close" ? done : (value as (...args: unknown[]) => unknown).apply(target, rest);
          };
        },
      });
    }) as typeof open,
  };
}

describe("FileBatch", () => {
  it("brings many files to disk, and each folder once", async () => {
    const folder = temporaryFolder();
    const calls: string[] = [];
    const batch = new FileBatch(watched((call) => calls.push(call)));
    for (let i = 0; i < 100; i++) await batch.add(join(folder, `d${i % 2}`, `${i}.bin`), Uint8Array.of(i));
    await batch.finish();
    batch.keep();
    await batch.abandon();
    for (let i = 0; i < 100; i++) expect([...readFileSync(join(folder, `d${i % 2}`, `${i}.bin`))]).toEqual([i]);
    const count = (name: string) => calls.filter((call) => call === name).length;
    expect([count("writeFile"), count("sync"), count("open"), count("close")]).toEqual([100, 102, 102, 102]);
    expect(calls.slice(-6)).toEqual(["open", "sync", "close", "open", "sync", "close"]);
  });

  it("leaves nothing behind, whichever system call fails", async () => {
    for (const code of ["ENOSPC", "EIO", "EMFILE"]) {
      for (let failing = 0; failing < 15; failing++) {
        const folder = temporaryFolder();
        let made = 0;
        const system = watched(() => {
          if (made++ === failing) throw Object.assign(new Error(`${code}: seam`), { code });
        });
        const batch = new FileBatch(system);
        const work = async () => {
          for (let i = 0; i < 3; i++) await batch.add(join(folder, "d", `${i}.bin`), Uint8Array.of(i));
          await batch.finish();
        };
        await expect(work()).rejects.toMatchObject({ code: "BACKSIGHT_FILE_WRITE" });
        await batch.abandon();
        expect(readdirSync(join(folder, "d"))).toEqual([]);
      }
    }
  });

  it("never writes over a file that is there", async () => {
    const path = join(temporaryFolder(), "x.bin");
    writeFileSync(path, "mine");
    const batch = new FileBatch();
    await batch.add(path, Uint8Array.of(1));
    await expect(batch.finish()).rejects.toMatchObject({ code: "BACKSIGHT_FILE_WRITE" });
    await batch.abandon();
    expect(existsSync(path) && readFileSync(path, "utf8")).toBe("mine");
  });
});
