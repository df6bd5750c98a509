import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** A module of WebAssembly: the folder of its sources, and the file that carries it. */
export interface KernelModule {
  readonly sources: string;
  readonly target: string;
}

/** What each module is for. */
export const KERNEL_MODULES = {
  sweep: { sources: "assembly", target: "src/engine/vector/fast/sweep-kernels.generated.ts" },
  bootstrap: { sources: "assembly/bootstrap", target: "src/validation/monte-carlo/bootstrap-kernel.generated.ts" },
} as const satisfies Record<string, KernelModule>;

/** What the module is compiled with: no runtime, memory given by the host, SIMD of 128 bits. */
const FLAGS = [
  "--runtime",
  "stub",
  "--noAssert",
  "-O3",
  "--enable",
  "simd",
  "--enable",
  "bulk-memory",
  "--importMemory",
];

/** SHA-256 of a module's sources, file by file in the order of their names. */
export function sourcesHash({ sources }: KernelModule): string {
  const hash = createHash("sha256");
  const files = readdirSync(join(ROOT, sources), { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const name of files.map((entry) => entry.name).sort()) {
    hash.update(`${name}\n`).update(readFileSync(join(ROOT, sources, name)));
  }
  return hash.digest("hex");
}

/** Compiles a module. @throws {Error} what the compiler says, or that it isn't installed */
export async function compileKernels({ sources }: KernelModule): Promise<Uint8Array> {
  const asc = await import("assemblyscript/asc");
  const outputs = new Map<string, Uint8Array>();
  const { error, stderr } = await asc.main(["index.ts", ...FLAGS, "--outFile", "kernels.wasm"], {
    readFile: (name) => {
      try {
        return readFileSync(join(ROOT, sources, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (typeof contents !== "string") outputs.set(name, contents);
    },
    listFiles: () => [],
  });
  const wasm = outputs.get("kernels.wasm");
  if (error !== null || wasm === undefined) throw new Error(`the kernels don't compile: ${stderr.toString()}`);
  return wasm;
}

/** The generated file: the module as text, and what it was made of. */
export function embedded(module: KernelModule, wasm: Uint8Array): string {
  const sha256 = createHash("sha256").update(wasm).digest("hex");
  return `// Made by scripts/build-wasm.ts from ${module.sources}/. Don't edit.

/** SHA-256 of the sources, and of the module. */
export const KERNEL_SOURCES_SHA256 = "${sourcesHash(module)}";
export const KERNELS_SHA256 = "${sha256}";

/** The WebAssembly module as base64. */
export const KERNELS_BASE64 =
  "${Buffer.from(wasm).toString("base64")}";
`;
}

if (import.meta.main) {
  for (const module of Object.values(KERNEL_MODULES)) {
    const wasm = await compileKernels(module);
    writeFileSync(join(ROOT, module.target), embedded(module, wasm));
    console.log(`${wasm.length} bytes of WebAssembly in ${module.target}`);
  }
}
