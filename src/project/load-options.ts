import type { ProgressListener } from "../core/progress.ts";
import type { VendorSettings } from "./vendor-settings.ts";

export interface LoadOptions {
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
  /** Where downloaded history is kept and how vendors are asked; without it as the project's `config.yaml` says. */
  readonly vendors?: VendorSettings;
}
