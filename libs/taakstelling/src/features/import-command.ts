import type { Identity } from '#libs/access';
import type { FileCommand } from '#libs/tabular';

/** A file is imported whole or not at all. */
export abstract class ImportCommand implements FileCommand {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: FileCommand['input'],
  ) {}
}
