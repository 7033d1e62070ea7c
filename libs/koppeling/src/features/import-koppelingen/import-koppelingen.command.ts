import type { Identity } from '#libs/access';
import type { FileCommand } from '#libs/tabular';

/** `pseudonym,municipality,persons,permit_on,coupled_on,source[,known_at][,remark]`, whole or not at all. */
export class ImportKoppelingen implements FileCommand {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: FileCommand['input'],
  ) {}
}
