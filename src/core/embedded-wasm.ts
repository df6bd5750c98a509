/** Functions of a module, and the memory that they work on. */
export interface WasmInstance<F> {
  readonly functions: F;
  readonly buffer: ArrayBuffer;
}

const PAGE = 65_536;

/**
 * A module that is carried as text: compiled at its first use and once. The functions come with a memory of their own, that
 * is never grown; null where WebAssembly is missing, forbidden or without SIMD, and where there is no such room.
 *
 * @param base64 a module that imports `env.memory`
 */
export function embeddedWasm<F>(base64: string): (bytes: number) => WasmInstance<F> | null {
  let compiled: WebAssembly.Module | null | undefined;
  return (bytes) => {
    if (compiled === undefined) compiled = moduleOf(base64);
    if (compiled === null) return null;
    try {
      const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
      const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
      return { functions: exports as unknown as F, buffer: memory.buffer };
    } catch {
      return null;
    }
  };
}

function moduleOf(base64: string): WebAssembly.Module | null {
  if (typeof WebAssembly === "undefined") return null;
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    // A policy that forbids it, an engine without SIMD: twins in TypeScript do the same work.
    return null;
  }
}
