export { crossMeans } from "./cross-means";
export { prepare } from "./prepare";
export { simulate } from "./simulate";
export { simulateCrossings } from "./simulate-crossings";
