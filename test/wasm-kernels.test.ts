import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileKernels, embedded, sourcesHash } from "../scripts/build-wasm.ts";
import {
  KERNEL_SOURCES_SHA256,
  KERNELS_BASE64,
  KERNELS_SHA256,
} from "../src/engine/vector/fast/sweep-kernels.generated.ts";

const isCompilerHere = await import("assemblyscript/asc").then(
  () => true,
  () => false,
);

describe("the WebAssembly that the library carries", () => {
  it("was made of assembly/ as it is: run `node scripts/build-wasm.ts` when this fails", () => {
    expect(KERNEL_SOURCES_SHA256).toBe(sourcesHash());
    expect(createHash("sha256").update(Buffer.from(KERNELS_BASE64, "base64")).digest("hex")).toBe(KERNELS_SHA256);
  });

  it.runIf(isCompilerHere)("compiles to the same bytes again", async () => {
    const wasm = await compileKernels();
    expect(createHash("sha256").update(wasm).digest("hex")).toBe(KERNELS_SHA256);
    const file = new URL("../src/engine/vector/fast/sweep-kernels.generated.ts", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(embedded(wasm));
  });
});
