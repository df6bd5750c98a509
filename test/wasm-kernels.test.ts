import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileKernels, embedded, KERNEL_MODULES, sourcesHash } from "../scripts/build-wasm.ts";
import * as sweep from "../src/engine/vector/fast/sweep-kernels.generated.ts";
import * as bootstrap from "../src/validation/monte-carlo/bootstrap-kernel.generated.ts";

const isCompilerHere = await import("assemblyscript/asc").then(
  () => true,
  () => false,
);
const CARRIED = { sweep, bootstrap } as const satisfies Record<keyof typeof KERNEL_MODULES, object>;

describe.each(Object.entries(KERNEL_MODULES))("the WebAssembly that the library carries: %s", (name, module) => {
  const carried = CARRIED[name as keyof typeof KERNEL_MODULES];
  const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

  it("was made of its sources as they are: run `node scripts/build-wasm.ts` when this fails", () => {
    expect(carried.KERNEL_SOURCES_SHA256).toBe(sourcesHash(module));
    expect(hashOf(Buffer.from(carried.KERNELS_BASE64, "base64"))).toBe(carried.KERNELS_SHA256);
  });

  it.runIf(isCompilerHere)("compiles to the same bytes again", async () => {
    const wasm = await compileKernels(module);
    expect(hashOf(wasm)).toBe(carried.KERNELS_SHA256);
    expect(readFileSync(new URL(`../${module.target}`, import.meta.url), "utf8")).toBe(embedded(module, wasm));
  });
});
