/** What an error says. */
export interface ErrorEntry {
  /** What was wrong, with the value: `{name}` takes `details.name`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Exit code of the command line: 1 failed, 2 wrong usage. */
  readonly exit: 1 | 2;
}
