import type { Instant, LocalDate } from '#libs/kernel';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { KnownExchange } from '../../domain/exchange.js';
import { endOfTerm } from '../../domain/exchanges.policy.js';
import { personsNow } from '../consequences.js';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { ExchangeFit } from '../exchange-fit.js';
import type { ExchangeSitting } from '../exchange-sitting.js';
import { endMisfit } from '../recheck-exchange/end-misfit.js';
import { SettleExchange } from './settle-exchange.command.js';

const EVERYTHING = (): boolean => true;

@CommandHandler(SettleExchange)
export class SettleExchangeHandler implements ICommandHandler<SettleExchange> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly fits: ExchangeFit,
    private readonly commands: CommandBus,
  ) {}

  async execute({ identity, commandId, input, reached }: SettleExchange): Promise<Standing> {
    const exchange = await this.desk.open(identity, 'exchange.run', input.exchange);
    if (!exchange.ok) return exchange;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;
    const { legs } = exchange.value;
    const check = await this.fits.of(legs.map(({ household }) => household));
    const asked = { identity, commandId, content: { settle: input } };
    const outcome = await this.desk.together(asked, exchange.value, (sitting) => {
      const { now, today: on } = sitting.moment;
      return sitting.decide(
        {
          type: 'Settle',
          reached: reached !== null && reached > now ? reached : now,
          on,
          moveBy: moveBy(sitting, exchange.value, on, policy.value.moveDays),
          persons: new Map(legs.map((leg) => [leg.leg, personsNow(sitting, leg)])),
        },
        check.stillFits(sitting, EVERYTHING),
      );
    });
    return endMisfit(this.commands, outcome, input.exchange, { identity, commandId });
  }
}

/** The term to move begins when the last of the dwellings can be had. */
function moveBy(sitting: ExchangeSitting, { legs }: KnownExchange, today: LocalDate, moveDays: number): Instant {
  const available = legs.map(({ dwelling }) => {
    const state = sitting.dwelling(dwelling);
    return state.status === 'unknown' ? today : state.offer.from;
  });
  return endOfTerm(
    [today, ...available].reduce((a, b) => (a > b ? a : b)),
    moveDays,
  );
}
