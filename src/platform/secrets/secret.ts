import { keepOutOfSight } from "./redaction.ts";

const SHOWN = "[secret]";

/**
 * A credential in memory. Whatever prints it (a template, JSON, `console.log`, an error's details) shows `[secret]`; only
 * `reveal()` gives the value, and only what sends it somewhere should call that. From its making on, log lines and errors
 * leave the value out.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    keepOutOfSight(value);
  }

  /** The value itself. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [Symbol.toPrimitive](): string {
    return SHOWN;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return SHOWN;
  }
}
