import { BacksightError } from "../core/errors.ts";
import { type Bars, PRICE_COLUMNS, type PriceColumn } from "../market/bars.ts";

/** What a node evaluates to: numbers, a mask of 0 and 1, or the several outputs of one indicator. */
export type Column = Float64Array | Uint8Array | readonly Float64Array[];

/** What an operator is told about its inputs besides their values. */
export interface EvaluationContext {
  /** For each input: values are whole multiples of 1 / ticksPerUnit; null when not known to be on a grid. */
  readonly ticksPerUnit: readonly (number | null)[];
}

/** A pure function of whole columns. One object per operation, made once per process. */
export interface SeriesOperator {
  readonly name: string;
  /** The value at bar i reads inputs at bars 0…i only. */
  readonly isCausal: boolean;
  /** The output lies on the tick grid of the first input (a shift does, a mean does not). */
  readonly keepsTicks?: boolean;
  evaluate(inputs: readonly Column[], params: readonly number[], context: EvaluationContext): Column;
}

/** One expression over bars: an operator on other expressions. Equal expressions of a graph are one node. */
export interface SeriesNode {
  readonly id: number;
  readonly operator: SeriesOperator;
  readonly inputs: readonly SeriesNode[];
  readonly params: readonly number[];
  /** This node and everything under it reads the past only, by construction. */
  readonly isCausal: boolean;
  readonly ticksPerUnit: number | null;
}

/** Which column a source is: its place among the price columns, or one of these. */
const TIME = -1;
const SESSION = -2;

const SOURCE: SeriesOperator = {
  name: "source",
  isCausal: true,
  evaluate: () => {
    throw new BacksightError("BACKSIGHT_INTERNAL", { rule: "source columns are read, not computed" });
  },
};

const OPAQUE: SeriesOperator = { ...SOURCE, name: "array", isCausal: false };

/**
 * The expressions over one set of bars. Nodes are hash-consed by (operator, inputs, parameters), so a thousand
 * parameter sets that use the same average share one node, and each node is evaluated at most once.
 */
export class SeriesGraph {
  private readonly market: Bars;
  private readonly nodes = new Map<string, SeriesNode>();
  private readonly columns: (Column | undefined)[] = [];
  private readonly operatorIds = new Map<SeriesOperator, number>();
  private reads = 0;
  private bytes = 0;

  constructor(bars: Bars) {
    this.market = bars;
  }

  /** The bars underneath; whoever takes them has read values. */
  get bars(): Bars {
    this.reads++;
    return this.market;
  }

  /** How often plain values or the length were taken out: what is computed from them can't be proved causal. */
  get valuesRead(): number {
    return this.reads;
  }

  /** A column of the bars; "session" numbers the session that each bar belongs to. */
  source(column: PriceColumn | "time" | "session"): SeriesNode {
    const key = `source:${column}`;
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    if (column === "time") return this.add(key, SOURCE, [], [TIME], null);
    if (column === "session") return this.add(key, SOURCE, [], [SESSION], null);
    const grid = column === "volume" ? null : this.market.ticksPerUnit;
    return this.add(key, SOURCE, [], [PRICE_COLUMNS.indexOf(column)], grid);
  }

  /** A column that the user computed outside: kept as given, never shared, not provably causal. */
  opaque(values: Float64Array | Uint8Array): SeriesNode {
    if (values.length !== this.market.length) {
      throw new BacksightError("BACKSIGHT_LENGTH", {
        name: "column",
        expected: this.market.length,
        value: values.length,
      });
    }
    return this.add(`array:${this.columns.length}`, OPAQUE, [], [], null, values);
  }

  node(operator: SeriesOperator, inputs: readonly SeriesNode[], params: readonly number[] = []): SeriesNode {
    let operatorId = this.operatorIds.get(operator);
    if (operatorId === undefined) {
      operatorId = this.operatorIds.size;
      this.operatorIds.set(operator, operatorId);
    }
    // A sweep asks for thousands of nodes: no arrays for their keys.
    let key = `${operatorId}:`;
    for (const input of inputs) key += `${input.id},`;
    key += ":";
    for (const param of params) key += `${param},`;
    const ticksPerUnit = operator.keepsTicks === true ? inputs[0]!.ticksPerUnit : null;
    return this.nodes.get(key) ?? this.add(key, operator, inputs, params, ticksPerUnit);
  }

  /** The values of a node, evaluated on first use. Shared: never write into them. */
  evaluate(node: SeriesNode): Column {
    this.reads++;
    return this.compute(node);
  }

  /**
   * Drops every computed column that isn't among `kept`; who asks for one again has it computed anew. For long bars,
   * where what an answer was made of takes more room than the answer.
   */
  forgetAllBut(kept: ReadonlySet<Column>): void {
    for (const node of this.nodes.values()) {
      const column = this.columns[node.id];
      if (node.inputs.length === 0 || column === undefined || kept.has(column)) continue;
      this.bytes -= bytesOf(column);
      this.columns[node.id] = undefined;
    }
  }

  /** Bytes that computed columns take; those of the bars and given arrays aren't counted. */
  get computedBytes(): number {
    return this.bytes;
  }

  private compute(node: SeriesNode): Column {
    const known = this.columns[node.id];
    if (known !== undefined) return known;
    const column = node.operator === SOURCE ? this.sourceValues(node.params[0]!) : this.computeNew(node);
    this.columns[node.id] = column;
    return column;
  }

  /** Strategies are given all columns of the bars: those that they don't use are never touched. */
  private sourceValues(code: number): Column {
    const { market } = this;
    if (code === TIME) return market.closeTime;
    return code === SESSION ? Float64Array.from(market.session) : market[PRICE_COLUMNS[code]!];
  }

  private computeNew(node: SeriesNode): Column {
    const inputs = node.inputs.map((input) => this.compute(input));
    const context = { ticksPerUnit: node.inputs.map((input) => input.ticksPerUnit) };
    const column = node.operator.evaluate(inputs, node.params, context);
    this.bytes += bytesOf(column);
    return column;
  }

  private add(
    key: string,
    operator: SeriesOperator,
    inputs: readonly SeriesNode[],
    params: readonly number[],
    ticksPerUnit: number | null,
    values?: Column,
  ): SeriesNode {
    const isCausal = operator.isCausal && inputs.every((input) => input.isCausal);
    const node: SeriesNode = { id: this.columns.length, operator, inputs, params, isCausal, ticksPerUnit };
    this.columns.push(values);
    this.nodes.set(key, node);
    return node;
  }
}

function bytesOf(column: Column): number {
  const parts = ArrayBuffer.isView(column) ? [column] : column;
  return parts.reduce((bytes, part) => bytes + part.byteLength, 0);
}

/** The expression as text: `sma(close, 10)`. */
export function describeNode(node: SeriesNode): string {
  if (node.operator === OPAQUE) return `array${node.id}`;
  if (node.operator === SOURCE) return PRICE_COLUMNS[node.params[0]!] ?? (node.params[0] === TIME ? "time" : "session");
  const parts = [...node.inputs.map(describeNode), ...node.params.map(String)];
  return parts.length === 0 ? node.operator.name : `${node.operator.name}(${parts.join(", ")})`;
}
