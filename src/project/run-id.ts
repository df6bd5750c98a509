import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new run id: ten letters of time, then six of chance (Crockford's base 32), so that ids sort by age. */
export function newRunId(): string {
  let time = Date.now();
  let text = "";
  for (let i = 0; i < 10; i++) {
    text = ALPHABET[time % 32]! + text;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(6)) text += ALPHABET[byte % 32]!;
  return text;
}
