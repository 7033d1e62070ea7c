import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { ExpireExchange } from './expire-exchange.command.js';

@CommandHandler(ExpireExchange)
export class ExpireExchangeHandler implements ICommandHandler<ExpireExchange> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: ExpireExchange): Promise<Standing> {
    const exchange = await this.desk.open(identity, 'exchange.run', input.exchange);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { expire: input } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'Expire', dueAt: input.dueAt, on: sitting.moment.today }),
    );
  }
}
