import type { ProgressListener } from "../core/progress.ts";
import type { VendorSettings } from "./vendor-settings.ts";

export interface LoadOptions {
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
  /** Where downloaded history is kept and how vendors are asked; without it as the project's `config.yaml` says. */
  readonly vendors?: VendorSettings;
  /** Of vendors nothing is fetched from here on: a session's date (itself included) or an instant, as `--to` has it. */
  readonly until?: string | undefined;
  /** No connection is opened, whatever the address says. */
  readonly isOffline?: boolean | undefined;
  /** What is cached is asked for again, whatever the address says. */
  readonly isRefresh?: boolean | undefined;
  /** Told when a vendor or a server is asked, as not everything is here. */
  readonly onAsked?: (() => void) | undefined;
}
