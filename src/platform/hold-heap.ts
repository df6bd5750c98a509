import { setFlagsFromString } from "node:v8";

/**
 * Has V8 collect garbage sooner than it would by itself, at a heap of 1.3 times what was alive, and leave its young generation
 * as large as it is: for work that goes on for long and keeps little. Without it the process grows by 200 MB of garbage over
 * 100,000 combinations, and is hardly faster for that. It holds for the whole process, until its end.
 */
export function holdHeap(): void {
  setFlagsFromString("--heap-growing-percent=30");
  setFlagsFromString("--semi-space-growth-factor=1");
}
