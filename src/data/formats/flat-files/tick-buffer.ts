import type { TickConditions } from "../../../market/trade-ticks.ts";

const TWO_32 = 4_294_967_296;
const TWO_16 = 65_536;
const FIRST_CAPACITY = 1024;

/** The rows of one ticker as they come in, in columns that grow; taken out as columns of their own. */
export class TickBuffer {
  length = 0;
  private capacity = FIRST_CAPACITY;
  /** Nanoseconds as two halves each, the lower one first. */
  private halves = new Int32Array(2 * FIRST_CAPACITY);
  private time = new Float64Array(FIRST_CAPACITY);
  private readonly numbers: Float64Array[];
  private readonly codes: Uint16Array[];
  private conditionStarts = new Uint32Array(FIRST_CAPACITY + 1);
  private conditions = new Uint16Array(FIRST_CAPACITY);

  /** @param numbers how many columns of numbers, `codes` of whole numbers to 65,535 */
  constructor(numbers: number, codes: number) {
    this.numbers = Array.from({ length: numbers }, () => new Float64Array(FIRST_CAPACITY));
    this.codes = Array.from({ length: codes }, () => new Uint16Array(FIRST_CAPACITY));
  }

  /** Begins a row without conditions at a time. */
  begin(seconds: number, nanos: number, time: number): void {
    if (this.length === this.capacity) this.grow();
    const i = this.length++;
    // seconds * 1e9 + nanos in 64 bits, by parts that a double holds exactly.
    const high = Math.floor(seconds / TWO_16) * 1e9;
    const low = (seconds % TWO_16) * 1e9 + nanos;
    const carried = (high % TWO_16) * TWO_16 + low;
    this.halves[2 * i] = carried % TWO_32;
    this.halves[2 * i + 1] = Math.floor(high / TWO_16) + Math.floor(carried / TWO_32);
    this.time[i] = time;
    this.conditionStarts[i + 1] = this.conditionStarts[i]!;
  }

  /** Sets a value of the row that was begun last. */
  setNumber(column: number, value: number): void {
    this.numbers[column]![this.length - 1] = value;
  }

  setCode(column: number, value: number): void {
    this.codes[column]![this.length - 1] = value;
  }

  addCondition(code: number): void {
    const at = this.conditionStarts[this.length]!++;
    if (at === this.conditions.length) this.conditions = grown(this.conditions, 2 * at);
    this.conditions[at] = code;
  }

  /** The rows so far, as columns of their own; the buffer is empty afterwards. */
  take(): TakenTicks {
    const { length } = this;
    const starts = this.conditionStarts.slice(0, length + 1);
    const taken: TakenTicks = {
      length,
      timeNs: new BigInt64Array(this.halves.slice(0, 2 * length).buffer),
      time: this.time.slice(0, length),
      numbers: this.numbers.map((column) => column.slice(0, length)),
      codes: this.codes.map((column) => column.slice(0, length)),
      conditions: { starts, codes: this.conditions.slice(0, starts[length]) },
    };
    this.length = 0;
    return taken;
  }

  private grow(): void {
    this.capacity *= 2;
    const { capacity } = this;
    this.halves = grown(this.halves, 2 * capacity);
    this.time = grown(this.time, capacity);
    for (const [j, column] of this.numbers.entries()) this.numbers[j] = grown(column, capacity);
    for (const [j, column] of this.codes.entries()) this.codes[j] = grown(column, capacity);
    this.conditionStarts = grown(this.conditionStarts, capacity + 1);
  }
}

/** Columns that were taken out of a buffer, of one length. */
export interface TakenTicks {
  readonly length: number;
  readonly timeNs: BigInt64Array;
  readonly time: Float64Array;
  readonly numbers: readonly Float64Array[];
  readonly codes: readonly Uint16Array[];
  readonly conditions: TickConditions;
}

function grown<T extends Int32Array | Float64Array | Uint16Array | Uint32Array>(column: T, length: number): T {
  const longer = new (column.constructor as new (length: number) => T)(length);
  longer.set(column);
  return longer;
}
