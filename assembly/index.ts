export { crossMeans } from "./cross-means";
export { packMask } from "./pack-mask";
export { prepare } from "./prepare";
export { simulate } from "./simulate";
export { simulateCrossings } from "./simulate-crossings";
export { simulateMasks } from "./simulate-masks";
