import type { Identity } from '#libs/access';
import type { DataFile } from '#libs/tabular';

export interface ImportInput extends DataFile {
  /** Show what would happen, store nothing. */
  readonly dryRun: boolean;
}

/** A file is imported whole or not at all. `commandId` null: it follows from the content of the file. */
export abstract class ImportCommand {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: ImportInput,
  ) {}
}
