/**
 * What each change of the best quotes adds to the demand, less what it adds to the supply (R. Cont, A. Kukanov, S.
 * Stoikov, "The price impact of order book events", Journal of Financial Econometrics 12, 2014): with bid P and size q,
 * 1{P ≥ P₋₁} q − 1{P ≤ P₋₁} q₋₁, less the same of the offer mirrored. Sums over a time are its order-flow imbalance.
 *
 * @returns per quote, in units; 0 for the first
 */
export function orderFlowImbalance(
  bid: Float64Array,
  bidSize: Float64Array,
  offer: Float64Array,
  offerSize: Float64Array,
): Float64Array {
  const flow = new Float64Array(bid.length);
  for (let i = 1; i < flow.length; i++) {
    const demand = (bid[i]! >= bid[i - 1]! ? bidSize[i]! : 0) - (bid[i]! <= bid[i - 1]! ? bidSize[i - 1]! : 0);
    const supply =
      (offer[i]! <= offer[i - 1]! ? offerSize[i]! : 0) - (offer[i]! >= offer[i - 1]! ? offerSize[i - 1]! : 0);
    flow[i] = demand - supply;
  }
  return flow;
}
