import type { Bars } from "../market/bars.ts";
import { loadFolder } from "../sources/folder/load-folder.ts";
import type { DataAddress } from "./data-address.ts";
import { fileOptions } from "./file-options.ts";
import type { LoadOptions } from "./load-options.ts";

/** The bars of `folder:path?symbol=` with the options of a file. @throws {BacksightError} BACKSIGHT_DATA_URI, and as `loadFolder` */
export async function loadFolderBars(address: string, parsed: DataAddress, options: LoadOptions): Promise<Bars> {
  const { path, tagged, read } = fileOptions(address, parsed, options);
  // The folder's own name names no instrument: its files' names do.
  const { defaultSymbol: _, ...rest } = read;
  return tagged(await loadFolder(path, rest));
}
