import { reasonOf } from "../core/errors.ts";

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would be larger than this user or file system allows",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  EEXIST: "a file stands where a folder is needed",
  ENOTDIR: "a part of the path is a file, not a folder",
  ENOENT: "its folder doesn't exist",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EBUSY: "another program is using it",
  EIO: "the disk reports an error",
};

/** Why a system call that writes failed, in words for people and without a path: "the disk is full". */
export function writeFailureReason(error: unknown): string {
  return WORDS[systemErrorCode(error) ?? ""] ?? reasonOf(error);
}

/** The system's own name of a failure, such as ENOSPC; undefined for other errors. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
