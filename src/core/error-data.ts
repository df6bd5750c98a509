import { BacksightError, describeValue, ERRORS, type ErrorCode } from "./errors.ts";

/** An error as plain data, to be stored or sent to another thread: it reads the same there. */
export interface ErrorData {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Details become the texts that the message shows them as; the cause stays behind. */
export function errorData({ code, details }: BacksightError): ErrorData {
  const texts = Object.entries(details).map(([name, value]) => [name, describeValue(value)] as const);
  return { code, details: Object.fromEntries(texts) };
}

/** The error again, with the same message. @throws {BacksightError} BACKSIGHT_INTERNAL for a code that there isn't */
export function errorOfData({ code, details }: ErrorData): BacksightError {
  if (Object.hasOwn(ERRORS, code)) return new BacksightError(code as ErrorCode, details as never);
  throw new BacksightError("BACKSIGHT_INTERNAL", { rule: `every error has a code of the table, not ${code}` });
}
