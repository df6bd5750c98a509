const INTERRUPTED = 130;

/**
 * Ends the process over an error: one line with the code, what was wrong and what to do; with `--json` one JSON
 * document; both on standard error. Exit code 2 for wrong usage, else 1.
 */
export async function failWith(error: unknown, asJson: boolean): Promise<void> {
  const { BacksightError, isBacksightError, reasonOf } = await import("../core/errors.ts");
  if (isCommanderExit(error)) {
    // Help and version were printed; anything else is a usage error that commander has worded.
    if (error.exitCode === 0) return;
    // A flag written as --name=value is quoted with its value, which may be a key.
    const text = reasonOf(error)
      .replace(/^error: /, "")
      .replace(/^(unknown option '-[^=']*)=.*'/, "$1'");
    const problem = /[.?)]$/.test(text) ? text : `${text}.`;
    return failWith(new BacksightError("BACKSIGHT_USAGE", { problem, help: "See --help." }, { cause: error }), asJson);
  }
  if (isBrokenPipe(error)) process.exit(0);
  if (isBacksightError(error)) {
    const { code, message, details, fix } = error;
    return await write({ code, message, details, fix }, error.exitCode, asJson);
  }
  const reason = reasonOf(error);
  const fix = `Please report it${debugging() ? "" : "; BACKSIGHT_DEBUG=1 shows where it came from"}.`;
  const { redact } = await import("../platform/secrets/redaction.ts");
  if (debugging() && error instanceof Error) process.stderr.write(`${redact(String(error.stack))}\n`);
  const message = `an unexpected error: ${reason}. ${fix}`;
  return await write({ code: "BACKSIGHT_INTERNAL", message, details: { reason }, fix }, 1, asJson);
}

/**
 * How the process ends when nobody waits for the error: Ctrl-C with code 130, a closed pipe with 0, an error from a
 * timer or a promise that a strategy left behind as one line. What is stored is stored whole or not at all, so there is
 * nothing to undo.
 */
export function watchProcess(asJson: boolean): void {
  process.on("SIGINT", () => process.exit(INTERRUPTED));
  process.stdout.on("error", (error) => {
    if (isBrokenPipe(error)) process.exit(0);
    throw error;
  });
  process.on("uncaughtException", (error) => void failWith(error, asJson).finally(() => process.exit()));
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
  readonly fix: string;
}

async function write(failure: Failure, exitCode: number, asJson: boolean): Promise<void> {
  const { redact } = await import("../platform/secrets/redaction.ts");
  const text = asJson ? JSON.stringify({ error: failure }) : `${failure.code}: ${failure.message}`;
  process.stderr.write(`${redact(text)}\n`);
  process.exitCode = exitCode;
}

function debugging(): boolean {
  return process.env.BACKSIGHT_DEBUG === "1";
}

function isCommanderExit(error: unknown): error is Error & { exitCode: number } {
  return (
    error instanceof Error && "exitCode" in error && "code" in error && String(error.code).startsWith("commander.")
  );
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
