import { createHash } from "node:crypto";
import { BacksightError } from "../../../core/errors.ts";
import type { StoredObjectInfo } from "./object-store.ts";

/** Looks at an object's bytes as they pass, in order. */
export interface ObjectCheck {
  /** @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED as soon as the beginning is wrong */
  update(bytes: Uint8Array): void;
  /** @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED when the whole isn't what was listed */
  finish(): void;
}

/**
 * Checks an object against its listing: length; the MD5 where the ETag is one (a multipart upload's ends with its number
 * of parts and is none); the gzip mark where the name ends with .gz, which an error page in its place doesn't have.
 */
export function checkObject({ key, etag, byteLength }: StoredObjectInfo, host: string): ObjectCheck {
  const md5 = /^[0-9a-f]{32}$/i.test(etag) ? createHash("md5") : undefined;
  const damaged = (reason: string) => new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what: key, host, reason });
  const mark = key.endsWith(".gz") ? [0x1f, 0x8b] : [];
  let length = 0;
  return {
    update(bytes) {
      for (let i = 0; i < bytes.length && length + i < mark.length; i++) {
        if (bytes[i] !== mark[length + i]) throw damaged("it doesn't begin like a gzip file");
      }
      length += bytes.length;
      md5?.update(bytes);
    },
    finish() {
      if (length !== byteLength) throw damaged(`it has ${length} bytes where ${byteLength} were listed`);
      if (length < mark.length) throw damaged("it is empty");
      const digest = md5?.digest("hex");
      if (digest !== undefined && digest !== etag.toLowerCase()) throw damaged("its MD5 isn't the one that was listed");
    },
  };
}
