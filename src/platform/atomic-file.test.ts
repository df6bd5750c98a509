import { spawnSync } from "node:child_process";
import nodeFs, { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canMount, smallDisk } from "../../test/support/small-disk.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { unprivileged } from "../../test/support/unprivileged.ts";
import { type AtomicFileSystem, openAtomicFile, writeFileAtomically } from "./atomic-file.ts";

const CALLS = [
  "statSync",
  "realpathSync",
  "openSync",
  "writeSync",
  "fchmodSync",
  "fsyncSync",
  "closeSync",
  "renameSync",
  "unlinkSync",
] as const satisfies readonly (keyof AtomicFileSystem)[];

/** The real file system; `before` is told of each call and may throw in its place. */
function watched(before: (call: string) => void): AtomicFileSystem {
  const fs: Record<string, unknown> = {};
  for (const call of CALLS) {
    fs[call] = (...args: unknown[]): unknown => {
      // A close that fails has still closed, as on Linux.
      const result = call === "closeSync" ? Reflect.apply(nodeFs[call], nodeFs, args) : undefined;
      before(call);
      return call === "closeSync" ? result : Reflect.apply(nodeFs[call], nodeFs, args);
    };
  }
  return fs as unknown as AtomicFileSystem;
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: seam`), { code });
}

describe("writeFileAtomically", () => {
  it("makes a file, text as UTF-8 or bytes, and leaves nothing beside it", () => {
    const folder = temporaryFolder();
    writeFileAtomically(join(folder, "a.txt"), "grün");
    writeFileAtomically(join(folder, "b.bin"), Uint8Array.of(0, 255, 7));
    writeFileAtomically(join(folder, "c.txt"), "");
    expect(readFileSync(join(folder, "a.txt"))).toEqual(Buffer.from([0x67, 0x72, 0xc3, 0xbc, 0x6e]));
    expect(readFileSync(join(folder, "b.bin"))).toEqual(Buffer.from([0, 255, 7]));
    expect(statSync(join(folder, "c.txt")).size).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["a.txt", "b.bin", "c.txt"]);
  });

  it("replaces a file and keeps its rights", () => {
    const path = join(temporaryFolder(), "a.txt");
    writeFileSync(path, "old and longer");
    chmodSync(path, 0o640);
    writeFileAtomically(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it("writes through a symbolic link", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real", "a.txt"), "old");
    symlinkSync(join(folder, "real", "a.txt"), join(folder, "link.txt"));
    writeFileAtomically(join(folder, "link.txt"), "new");
    expect(readFileSync(join(folder, "real", "a.txt"), "utf8")).toBe("new");
    expect(nodeFs.lstatSync(join(folder, "link.txt")).isSymbolicLink()).toBe(true);
  });

  it("goes on after a write that took only some of the bytes", () => {
    const path = join(temporaryFolder(), "a.txt");
    const slow = {
      ...nodeFs,
      writeSync: (fd: number, bytes: Uint8Array, at: number) => nodeFs.writeSync(fd, bytes, at, 1),
    };
    writeFileAtomically(path, "in seven steps", slow as unknown as AtomicFileSystem);
    expect(readFileSync(path, "utf8")).toBe("in seven steps");
  });

  it("leaves the old file or the new one, and nothing else, whichever system call fails", () => {
    const folder = temporaryFolder();
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    const calls: string[] = [];
    writeFileAtomically(
      path,
      "old",
      watched((call) => calls.push(call)),
    );
    expect(calls.slice(0, 10)).toEqual([
      "statSync",
      "openSync",
      "closeSync",
      "realpathSync",
      "openSync",
      "writeSync",
      "fchmodSync",
      "fsyncSync",
      "closeSync",
      "renameSync",
    ]);
    const rename = calls.indexOf("renameSync");
    expect(calls.slice(rename + 1)).toEqual(["openSync", "fsyncSync", "closeSync"]);
    for (const code of ["ENOSPC", "EIO", "EMFILE"]) {
      for (let failing = 0; failing < calls.length; failing++) {
        writeFileSync(path, "old");
        let made = 0;
        const fs = watched(() => {
          if (made++ === failing) throw systemError(code);
        });
        const error = thrown(() => writeFileAtomically(path, "new", fs));
        expect(error.code).toBe("BACKSIGHT_FILE_WRITE");
        expect(error.message).toContain(failing <= rename ? "nothing was changed" : "the new content is in place");
        expect(readFileSync(path, "utf8")).toBe(failing <= rename ? "old" : "new");
        expect(readdirSync(folder)).toEqual(["a.txt"]);
      }
    }
  });

  it("is content where a folder can't be synced", () => {
    const path = join(temporaryFolder(), "a.txt");
    let opened = 0;
    const fs = watched((call) => {
      if (call === "openSync" && ++opened === 2) throw systemError("EISDIR");
    });
    writeFileAtomically(path, "new", fs);
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  it("refuses what isn't a file, and says what it is", () => {
    const folder = temporaryFolder();
    expect(thrown(() => writeFileAtomically(folder, "x")).message).toContain("it is a folder; nothing was changed");
    const device = thrown(() => writeFileAtomically("/dev/null", "x"));
    expect(device.code).toBe("BACKSIGHT_FILE_WRITE");
    expect(device.message).toContain("it isn't a regular file");
  });

  it("says in words why a path can't be written", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "old");
    const reason = (path: string): string => thrown(() => writeFileAtomically(path, "x")).message;
    expect(reason(join(folder, "file", "a.txt"))).toContain("a part of the path is a file, not a folder");
    expect(reason(join(folder, "missing", "a.txt"))).toContain("its folder doesn't exist");
    expect(reason(join(folder, "n".repeat(300)))).toContain("the name is too long");
  });

  it("leaves the old file of a folder that can't be written, and a file that is write-protected", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, "a.txt"), "old", { mode: 0o444 });
    for (const mode of [0o555, 0o777]) {
      chmodSync(folder, mode);
      const error = thrown(() => unprivileged(() => writeFileAtomically(join(folder, "a.txt"), "new")));
      expect(error.message).toContain("this user may not write there");
      expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("old");
    }
    chmodSync(folder, 0o755);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it.skipIf(!canMount)("leaves the old file on a full disk (needs root and mount)", () => {
    const { folder } = smallDisk(64 * 1024);
    const path = join(folder, "a.txt");
    writeFileAtomically(path, "old");
    const error = thrown(() => writeFileAtomically(path, new Uint8Array(200_000)));
    expect(error.code).toBe("BACKSIGHT_FILE_WRITE");
    expect(error.message).toContain("the disk is full; nothing was changed");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });
});

describe("openAtomicFile", () => {
  it("shows nothing until it is committed, then everything", () => {
    const folder = temporaryFolder();
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    const file = openAtomicFile(path);
    file.write(Buffer.from("in "));
    file.write(Buffer.from("pieces"));
    expect(readFileSync(path, "utf8")).toBe("old");
    file.commit();
    file.abandon();
    expect(readFileSync(path, "utf8")).toBe("in pieces");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("leaves the old file when it is abandoned", () => {
    const folder = temporaryFolder();
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    const file = openAtomicFile(path);
    file.write(Buffer.from("new"));
    file.abandon();
    file.abandon();
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("takes away what was begun when the process exits", () => {
    const folder = temporaryFolder();
    const module = JSON.stringify(join(import.meta.dirname, "atomic-file.ts"));
    const script = `const { openAtomicFile } = await import(${module});
      openAtomicFile("kept.txt").commit();
      openAtomicFile("begun.txt").write(Buffer.from("half"));
      process.exit(3);`;
    const args = ["--conditions=backsight-source", "--input-type=module", "-e", script];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
    expect(readdirSync(folder)).toEqual(["kept.txt"]);
  });
});
