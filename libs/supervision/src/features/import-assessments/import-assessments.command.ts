import type { Identity } from '#libs/access';
import type { DataFile } from '#libs/tabular';

/**
 * `municipality,period,trede,approved_on[,reason][,known_at][,remark]`, whole or not at all. `commandId` null: it follows
 * from the content of the file.
 */
export class ImportAssessments {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: DataFile & { readonly dryRun: boolean },
  ) {}
}
