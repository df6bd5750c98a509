import { openSession, type Session } from "../../../project/session.ts";

/** Flags that the commands of `runs` share. */
export interface StoreOptions {
  readonly db?: string;
  readonly json?: boolean;
}

/** Runs a command's work with a session that is closed whatever happens. */
export async function withSession(options: StoreOptions, work: (session: Session) => Promise<void>): Promise<void> {
  const session = openSession(options);
  try {
    await work(session);
  } finally {
    session.close();
  }
}
