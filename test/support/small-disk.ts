import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Whether this machine lets a test mount a small file system: Linux, root, and not forbidden by a container. */
export const canMount: boolean = tryMount();

/** A file system of `bytes` in memory, empty, that goes with the test. */
export function smallDisk(bytes: number): { readonly folder: string; readonly grow: (bytes: number) => void } {
  const folder = mkdtempSync(join(tmpdir(), "backsight-disk-"));
  mount(["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder]);
  onTestFinished(() => unmount(folder));
  return { folder, grow: (more) => mount(["-o", `remount,size=${more}`, folder]) };
}

function tryMount(): boolean {
  if (process.platform !== "linux" || process.geteuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), "backsight-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4096", "tmpfs", folder]);
  if (status === 0) unmount(folder);
  else rmdirSync(folder);
  return status === 0;
}

function mount(args: readonly string[]): void {
  const { status, stderr } = spawnSync("mount", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
}

function unmount(folder: string): void {
  spawnSync("umount", ["--lazy", folder]);
  rmdirSync(folder);
}
