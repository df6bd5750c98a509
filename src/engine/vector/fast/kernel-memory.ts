/** Hands out stretches of a memory, in order. */
export class KernelMemory {
  readonly buffer: ArrayBuffer;
  private next = 1024;

  constructor(buffer: ArrayBuffer) {
    this.buffer = buffer;
  }

  f64(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.buffer, this.take(8 * length), length);
  }

  i32(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.buffer, this.take(4 * length), length);
  }

  u32(length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.buffer, this.take(4 * length), length);
  }

  u8(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, this.take(length), length);
  }

  private take(bytes: number): number {
    const at = this.next;
    this.next = at + 16 * Math.ceil(bytes / 16);
    return at;
  }
}
