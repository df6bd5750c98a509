import { expect, it } from "vitest";
import { loadS3 } from "./load-s3.ts";

it("says how to get the package where it is absent", async () => {
  const absent = () => Promise.reject(new Error("Cannot find package"));
  await expect(loadS3(absent)).rejects.toMatchObject({
    code: "BACKSIGHT_MISSING_PACKAGE",
    message: "Fetching flat files needs the package @aws-sdk/client-s3. npm i @aws-sdk/client-s3",
  });
});
