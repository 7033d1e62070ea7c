import type { Identity } from '#libs/access';
import type { FileCommand } from '#libs/tabular';

/** `municipality,period,trede,approved_on[,reason][,known_at][,remark]`, whole or not at all. */
export class ImportAssessments implements FileCommand {
  constructor(
    readonly identity: Identity,
    readonly commandId: string | null,
    readonly input: FileCommand['input'],
  ) {}
}
