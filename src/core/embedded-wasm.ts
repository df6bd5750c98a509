/** Functions of a module, and the memory that they work on. */
export interface WasmInstance<F> {
  readonly functions: F;
  readonly buffer: ArrayBuffer;
  /** Gives the memory back, for whoever asks for as much next. Nobody may look into it any more. */
  release(): void;
}

const PAGE = 65_536;
/** A memory that is given back is kept when it is no larger. */
const MOST_KEPT = 128 * 1_048_576;

/**
 * A module that is carried as text: compiled at its first use and once. The functions come with a memory of their own, that
 * is never grown; null where WebAssembly is missing, forbidden or without SIMD, and where there is no such room. One memory
 * that was given back is kept and given out again: what is in it then is whatever was left there, not zeros.
 *
 * @param base64 a module that imports `env.memory`
 */
export function embeddedWasm<F>(base64: string): (bytes: number) => WasmInstance<F> | null {
  let compiled: WebAssembly.Module | null | undefined;
  let kept: WasmInstance<F> | null = null;
  return (bytes) => {
    if (kept !== null && kept.buffer.byteLength >= bytes) {
      const again = kept;
      kept = null;
      return again;
    }
    if (compiled === undefined) compiled = moduleOf(base64);
    if (compiled === null) return null;
    try {
      const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
      const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
      const { buffer } = memory;
      const instance: WasmInstance<F> = {
        functions: exports as unknown as F,
        buffer,
        release() {
          if (buffer.byteLength <= MOST_KEPT && buffer.byteLength >= (kept?.buffer.byteLength ?? 0)) kept = instance;
        },
      };
      return instance;
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
