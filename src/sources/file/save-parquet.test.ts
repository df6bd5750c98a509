import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { canMount, smallDisk } from "../../../test/support/small-disk.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { unprivileged } from "../../../test/support/unprivileged.ts";
import { BacksightError } from "../../core/errors.ts";
import { streamOfBars } from "../../data/bars-stream.ts";
import { loadParquet } from "./load-parquet.ts";
import { saveParquet, saveParquetStream } from "./save-parquet.ts";

const bars = randomMarket("lively", 1, 3000);

describe("saveParquet and loadParquet", () => {
  it("give bars back, whatever the packing", async () => {
    const folder = temporaryFolder();
    for (const codec of [undefined, "UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "BROTLI"] as const) {
      const path = join(folder, `${codec ?? "default"}.parquet`);
      const { bytes } = await saveParquet(path, bars, { codec });
      expect(bytes).toBe(readFileSync(path).length);
      const back = await loadParquet(path);
      expect(back).toEqual(bars);
    }
    expect(readdirSync(folder)).toHaveLength(6);
  });

  it("replace a file as a whole", async () => {
    const path = join(temporaryFolder(), "x.parquet");
    writeFileSync(path, "something else");
    await saveParquet(path, bars);
    expect((await loadParquet(path)).length).toBe(3000);
  });

  it("tell how far they are, by the file's name", async () => {
    const path = join(temporaryFolder(), "x.parquet");
    const told: string[] = [];
    const onProgress = ({ task, unit }: { task: string; unit: string }) => told.push(`${task} ${unit}`);
    await saveParquet(path, bars, { onProgress });
    await loadParquet(path, { onProgress });
    expect(told).toEqual(["writing x.parquet bars", ...new Array(7).fill("reading x.parquet bytes")]);
  });

  it("leave what was there when a batch fails, or when they are stopped", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "x.parquet");
    writeFileSync(path, "old");
    const failing = {
      ...streamOfBars(bars),
      async *batches() {
        yield* streamOfBars(bars).batches();
        throw new BacksightError("BACKSIGHT_CSV_ROW", { path: "x.csv", line: 9, problem: "odd" });
      },
    };
    await expect(saveParquetStream(path, failing)).rejects.toMatchObject({ code: "BACKSIGHT_CSV_ROW" });
    await expect(saveParquet(path, bars, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "BACKSIGHT_CANCELLED",
    });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["x.parquet"]);
  });

  it("say why a path can't be written", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "closed"));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "closed"), 0o555);
    const reasons: [string, string][] = [
      [join(folder, "closed", "x.parquet"), "this user may not write there; nothing was changed"],
      [join(folder, "missing", "x.parquet"), "its folder doesn't exist; nothing was changed"],
      [folder, "it is a folder; nothing was changed"],
    ];
    for (const [path, reason] of reasons) {
      await expect(unprivileged(() => saveParquet(path, bars))).rejects.toThrow(`can't write ${path}: ${reason}.`);
    }
  });

  it.skipIf(!canMount)("leave nothing on a full disk (needs root and mount)", async () => {
    const { folder } = smallDisk(64 * 1024);
    const path = join(folder, "x.parquet");
    await expect(saveParquet(path, bars, { codec: "UNCOMPRESSED" })).rejects.toThrow(
      "the disk is full; nothing was changed.",
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("loadParquet", () => {
  it("takes the symbol of a foreign file from its name", async () => {
    const fixture = join(import.meta.dirname, "../../../test/fixtures/parquet/pandas-daily.parquet");
    expect((await loadParquet(fixture)).instrument.symbol).toBe("pandas");
    expect((await loadParquet(fixture, { symbol: "GOOG", path: "shown.parquet" })).source).toBe(
      "parquet:shown.parquet",
    );
  });

  it("refuses what can't be read, with the reason", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "x.parquet"), "not at all a Parquet file");
    for (const [path, code, reason] of [
      [join(folder, "nothing.parquet"), "BACKSIGHT_FILE_NOT_FOUND", "no file at"],
      [folder, "BACKSIGHT_FILE_READ", "it is a folder"],
      ["/dev/null", "BACKSIGHT_FILE_READ", "it can't be read in any order"],
      [join(folder, "x.parquet"), "BACKSIGHT_PARQUET_FILE", "it begins and ends like something else"],
    ] as const) {
      await expect(loadParquet(path)).rejects.toMatchObject({ code, message: expect.stringContaining(reason) });
    }
  });
});
