import { BacksightError } from "../../../core/errors.ts";

/** What is used of the S3 package. */
export type S3 = Pick<
  typeof import("@aws-sdk/client-s3"),
  "S3Client" | "ListObjectsV2Command" | "HeadObjectCommand" | "GetObjectCommand"
>;

/**
 * Loads the package that speaks S3: nothing else does.
 *
 * @param load for tests
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function loadS3(load: () => Promise<S3> = () => import("@aws-sdk/client-s3")): Promise<S3> {
  try {
    return await load();
  } catch (cause) {
    const details = { feature: "Fetching flat files", name: "@aws-sdk/client-s3" };
    throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", details, { cause });
  }
}
