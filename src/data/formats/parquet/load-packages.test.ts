import { expect, test } from "vitest";
import { loadHyparquet } from "./load-hyparquet.ts";
import { loadHyparquetWriter } from "./load-hyparquet-writer.ts";

const missing = () => Promise.reject(new Error("Cannot find package"));

test("a package that isn't installed is named, with the way to get it", async () => {
  await expect(loadHyparquet(missing)).rejects.toMatchObject({
    code: "BACKSIGHT_MISSING_PACKAGE",
    message: "Reading Parquet files needs the package hyparquet. npm i hyparquet",
  });
  await expect(loadHyparquetWriter(missing)).rejects.toMatchObject({
    code: "BACKSIGHT_MISSING_PACKAGE",
    message: "Writing Parquet files needs the package hyparquet-writer. npm i hyparquet-writer",
  });
});

test("what is installed is loaded", async () => {
  expect((await loadHyparquet()).parquetRead).toBeTypeOf("function");
  expect((await loadHyparquetWriter()).ParquetWriter).toBeTypeOf("function");
});
