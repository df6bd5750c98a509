import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = join(ROOT, "assembly");
const TARGET = join(ROOT, "src/engine/vector/fast/sweep-kernels.generated.ts");

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

/** SHA-256 of the sources, file by file in the order of their names. */
export function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(SOURCES).sort()) hash.update(`${name}\n`).update(readFileSync(join(SOURCES, name)));
  return hash.digest("hex");
}

/** Compiles the kernels of assembly/. @throws {Error} what the compiler says, or that it isn't installed */
export async function compileKernels(): Promise<Uint8Array> {
  const asc = await import("assemblyscript/asc");
  const outputs = new Map<string, Uint8Array>();
  const { error, stderr } = await asc.main(["index.ts", ...FLAGS, "--outFile", "kernels.wasm"], {
    readFile: (name) => {
      try {
        return readFileSync(join(SOURCES, name), "utf8");
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
export function embedded(wasm: Uint8Array): string {
  const sha256 = createHash("sha256").update(wasm).digest("hex");
  return `// Made by scripts/build-wasm.ts from assembly/. Don't edit.

/** SHA-256 of the sources, and of the module. */
export const KERNEL_SOURCES_SHA256 = "${sourcesHash()}";
export const KERNELS_SHA256 = "${sha256}";

/** The WebAssembly module as base64. */
export const KERNELS_BASE64 =
  "${Buffer.from(wasm).toString("base64")}";
`;
}

if (import.meta.main) {
  const wasm = await compileKernels();
  writeFileSync(TARGET, embedded(wasm));
  console.log(`${wasm.length} bytes of WebAssembly in ${TARGET.slice(ROOT.length + 1)}`);
}
