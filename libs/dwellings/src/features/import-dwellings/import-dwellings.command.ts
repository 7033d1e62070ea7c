import type { Identity } from '#libs/access';
import type { FileCommand } from '#libs/tabular';

/**
 * `key,municipality,bedrooms,min_persons,max_persons,access[,rent][,from][,until][,conditions][,kind][,corporation][,known_at][,remark]`,
 * as CSV, XLSX or ODS. Imported whole or not at all.
 */
export class ImportDwellings implements FileCommand {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: FileCommand['input'],
  ) {}
}
