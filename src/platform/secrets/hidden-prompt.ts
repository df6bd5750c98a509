import { BacksightError } from "../../core/errors.ts";

/** The parts of a terminal that a hidden question needs; a seam for tests. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly output: { write(text: string): unknown };
}

const STANDARD: Terminal = { input: process.stdin, output: process.stderr };

/** True where a person can be asked. */
export function canAsk({ input }: Terminal = STANDARD): boolean {
  return input.isTTY === true && input.setRawMode !== undefined;
}

/**
 * Asks a question on standard error and reads the answer without showing it.
 *
 * @param what what is asked for, in the error: "the passphrase"
 * @param advice what to do where nobody can be asked
 * @throws {BacksightError} BACKSIGHT_SECRET_PROMPT without a terminal, BACKSIGHT_CANCELLED at Ctrl-C or Ctrl-D
 */
export async function askHidden(question: string, what: string, advice: string, terminal = STANDARD): Promise<string> {
  const { input, output } = terminal;
  if (!canAsk(terminal)) throw new BacksightError("BACKSIGHT_SECRET_PROMPT", { what, advice });
  output.write(question);
  input.setRawMode?.(true);
  input.setEncoding("utf8");
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const stop = (): void => reject(new BacksightError("BACKSIGHT_CANCELLED", {}));
  let answer = "";
  const onData = (chunk: string | Buffer): void => {
    for (const letter of String(chunk)) {
      if (letter === "\r" || letter === "\n") resolve(answer);
      else if (letter === "\u0003" || letter === "\u0004") stop();
      else if (letter === "\u007f" || letter === "\b") answer = [...answer].slice(0, -1).join("");
      else if (letter >= " ") answer += letter;
    }
  };
  input.on("data", onData).on("end", stop);
  input.resume();
  try {
    return await promise;
  } finally {
    input.removeListener("data", onData).removeListener("end", stop);
    input.setRawMode?.(false);
    input.pause();
    output.write("\n");
  }
}
