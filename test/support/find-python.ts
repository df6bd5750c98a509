import { spawnSync } from "node:child_process";

/** Python that has the module, by the environment or the path; undefined where none has. */
export function findPython(module: string): string | undefined {
  const candidates = [process.env.PYTHON_WITH_PEERS, "python3", "python"].filter((name) => name !== undefined);
  return candidates.find((name) => name !== "" && spawnSync(name, ["-c", `import ${module}`]).status === 0);
}
