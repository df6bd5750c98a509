const FIRST_CAPACITY = 4096;
/** 8 MiB: from here on a longer column grows by pieces, as a copy twice as long would need room for both. */
const PIECE_BITS = 20;
const PIECE = 1 << PIECE_BITS;

/**
 * A `Float64Array` that grows at its end, piece by piece, for columns of millions of rows: unlike `core/growable-column` it
 * never needs room for two copies, and can drop its start.
 */
export class PiecewiseColumn {
  length = 0;
  /** Full pieces, and the one that is being filled. */
  private readonly full: Float64Array<ArrayBuffer>[] = [];
  private last = new Float64Array(FIRST_CAPACITY);
  private lastLength = 0;

  push(value: number): void {
    if (this.lastLength === this.last.length) this.grow();
    this.last[this.lastLength++] = value;
    this.length++;
  }

  at(i: number): number {
    const piece = this.full[i >>> PIECE_BITS];
    return piece === undefined ? this.last[i - this.full.length * PIECE]! : piece[i & (PIECE - 1)]!;
  }

  set(i: number, value: number): void {
    const piece = this.full[i >>> PIECE_BITS];
    if (piece === undefined) this.last[i - this.full.length * PIECE] = value;
    else piece[i & (PIECE - 1)] = value;
  }

  /** The first `count` values, as a view that the next change may spoil. */
  first(count: number): Float64Array {
    return this.inOnePiece().subarray(0, count);
  }

  /** Forgets the first `count` values. */
  dropFirst(count: number): void {
    const values = this.inOnePiece();
    values.copyWithin(0, count, this.length);
    this.length -= count;
    this.lastLength = this.length;
  }

  clear(): void {
    this.full.length = 0;
    this.length = 0;
    this.lastLength = 0;
  }

  /** The values, without spare room; the column is spent afterwards. */
  finish(): Float64Array<ArrayBuffer> {
    if (this.full.length === 0) return resized(this.last, this.length);
    const values = new Float64Array(this.length);
    for (const [j, piece] of this.full.entries()) {
      values.set(piece, j * PIECE);
      free(piece);
    }
    values.set(this.last.subarray(0, this.lastLength), this.full.length * PIECE);
    return values;
  }

  private grow(): void {
    if (this.last.length !== PIECE) {
      this.last = resized(this.last, this.last.length * 2);
      return;
    }
    this.full.push(this.last);
    this.last = new Float64Array(PIECE);
    this.lastLength = 0;
  }

  /** Only columns that are emptied as they fill are asked for it: they stay short. */
  private inOnePiece(): Float64Array {
    if (this.full.length === 0) return this.last;
    this.last = this.finish();
    this.full.length = 0;
    this.lastLength = this.length;
    return this.last;
  }
}

function resized(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(values.buffer.transfer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** Gives memory back at once, not at some later collection. */
function free(values: Float64Array<ArrayBuffer>): void {
  values.buffer.transfer(0);
}
