/** Where a bar fills an order: a price before slippage, and when inside the bar. */
export interface OrderFill {
  readonly reference: number;
  readonly phase: "open" | "intrabar";
}
