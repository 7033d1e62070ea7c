import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { recordable } from '../../domain/fit.js';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { ExchangeFit } from '../exchange-fit.js';
import { holdsHousehold } from '../still-held.js';
import { RecheckExchange } from './recheck-exchange.command.js';

@CommandHandler(RecheckExchange)
export class RecheckExchangeHandler implements ICommandHandler<RecheckExchange> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly fits: ExchangeFit,
  ) {}

  async execute({ identity, commandId, input }: RecheckExchange): Promise<Standing> {
    const exchange = await this.desk.open(identity, 'exchange.run', input.exchange);
    if (!exchange.ok) return exchange;
    const { legs, expectedBy } = exchange.value;
    const check = await this.fits.of(legs.map(({ household }) => household));
    const asked = { identity, commandId, content: { recheck: input } };
    return this.desk.together(asked, exchange.value, (sitting) => {
      const { today: on } = sitting.moment;
      // Of a household that is somebody else's by now, not even that it does not fit is put on record: it ends as used.
      const held = legs.filter(({ household }) => holdsHousehold(sitting, input.exchange, household));
      const misfits = check
        .legs(sitting, held, expectedBy)
        .flatMap(({ leg, misfits: [first] }) => (first === undefined ? [] : [{ leg, reason: recordable(first) }]));
      return sitting.decide({ type: 'Recheck', misfits, on });
    });
  }
}
