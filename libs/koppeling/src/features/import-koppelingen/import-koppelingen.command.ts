import type { Identity } from '#libs/access';
import type { FileCommand } from '#libs/tabular';

/** Of which municipality and of which day a list holds every koppeling that waits. */
export interface DeclaredWhole {
  /** CBS code or exact name. */
  readonly municipality: string;
  readonly on: string;
}

/**
 * `pseudonym,municipality,persons,permit_on,coupled_on,source[,known_at][,remark]`, whole or not at all. `whole`: the list holds every
 * household of one municipality, so that whom it leaves out only we have. Left out or null: it speaks of its rows only.
 */
export class ImportKoppelingen implements FileCommand {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: FileCommand['input'] & { readonly whole?: DeclaredWhole | null },
  ) {}
}
