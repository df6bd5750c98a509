import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Progress } from "../../core/progress.ts";
import { readFileChunks } from "./read-file-chunks.ts";

const folder = mkdtempSync(join(tmpdir(), "backsight-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const isRoot = process.getuid?.() === 0;

async function collect(path: string, hooks: Parameters<typeof readFileChunks>[1] = {}): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readFileChunks(path, hooks)) chunks.push(chunk);
  return chunks;
}

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test("the chunks are the file, and progress counts its bytes", async () => {
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251);
  const seen: Progress[] = [];
  const chunks = await collect(fileOf("big.bin", bytes), { onProgress: (progress) => seen.push(progress) });
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  expect(seen.map(({ done }) => done)).toEqual([1_048_576, 2_097_152, 2_500_000]);
  expect(seen[0]).toEqual({ task: "reading big.bin", done: 1_048_576, total: 2_500_000, unit: "bytes" });
});

test("an empty file has no chunks", async () => {
  expect(await collect(fileOf("empty.csv", new Uint8Array(0)))).toEqual([]);
});

test("a missing file, a file as a folder, a folder as a file", async () => {
  const missing = join(folder, "none.csv");
  await expect(collect(missing)).rejects.toMatchObject({
    code: "BACKSIGHT_FILE_NOT_FOUND",
    exitCode: 2,
    message: `no file at ${missing}. Check the path; relative paths start at ${process.cwd()}.`,
  });
  const inside = join(fileOf("plain.csv", Uint8Array.of(1)), "x.csv");
  await expect(collect(inside)).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
  await expect(collect(folder)).rejects.toMatchObject({
    code: "BACKSIGHT_FILE_READ",
    message: `can't read ${folder}: it is a folder. Check the file's rights and that it is a regular file.`,
  });
});

test.skipIf(isRoot)("a file without the right to read it (root may read all)", async () => {
  const path = fileOf("secret.csv", Uint8Array.of(1));
  chmodSync(path, 0o000);
  await expect(collect(path)).rejects.toMatchObject({ code: "BACKSIGHT_FILE_READ", message: /permission denied/ });
});

test("an aborted signal ends the reading before it starts and between chunks", async () => {
  const path = fileOf("long.bin", new Uint8Array(3_000_000));
  await expect(collect(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  const controller = new AbortController();
  let done = 0;
  const onProgress = (progress: Progress) => {
    done = progress.done;
    controller.abort();
  };
  await expect(collect(path, { signal: controller.signal, onProgress })).rejects.toMatchObject({
    code: "BACKSIGHT_CANCELLED",
  });
  expect(done).toBe(1_048_576);
});
