import { canonicalJson, idFrom } from '#libs/kernel';
import type { CommandBus } from '@nestjs/cqrs';
import { PLATFORM } from '../exchange-access.js';
import type { Asked, Standing } from '../exchange-desk.js';
import { RecheckExchange } from './recheck-exchange.command.js';

/** A step that was refused because something no longer fits ends the exchange: that is not left for others to find out. */
export async function endMisfit(
  commands: CommandBus,
  outcome: Standing,
  exchange: string,
  { identity, commandId }: Pick<Asked, 'identity' | 'commandId'>,
): Promise<Standing> {
  if (!outcome.ok && outcome.refusals.some(({ code }) => code === 'NO_LONGER_FITS')) {
    const id = idFrom(canonicalJson(['recheck', identity.actor, commandId]));
    await commands.execute(new RecheckExchange(PLATFORM, id, { exchange }));
  }
  return outcome;
}
