import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { bothSidesOf, ExchangeDesk, type Standing } from '../exchange-desk.js';
import { unlessPlaced } from '../unless-placed.js';
import { failInput, FailLeg } from './fail-leg.command.js';

@CommandHandler(FailLeg)
export class FailLegHandler implements ICommandHandler<FailLeg> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: FailLeg): Promise<Standing> {
    const read = readInput(failInput, input);
    if (!read.ok) return read;
    const { note: text, ...fail } = read.value;
    const { leg, reason, on } = fail;
    const exchange = await this.desk.open(identity, 'exchange.repair', fail.exchange, bothSidesOf(leg));
    if (!exchange.ok) return exchange;
    const sealed = await this.desk.seal(exchange.value, leg, text);
    if (!sealed.ok) return sealed;
    const { note, fingerprint } = sealed.value;
    const asked = { identity, commandId, content: { fail, note: fingerprint } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide(
        { type: 'FailLeg', leg, reason, on, today: sitting.moment.today, note },
        unlessPlaced(sitting, leg),
      ),
    );
  }
}
