export { crossMeans } from "./cross-means";
export { simulateCrossings } from "./simulate-crossings";
export { simulate } from "./simulate-sparsely";
