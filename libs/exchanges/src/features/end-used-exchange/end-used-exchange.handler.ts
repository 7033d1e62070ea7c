import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { EndUsedExchange } from './end-used-exchange.command.js';

@CommandHandler(EndUsedExchange)
export class EndUsedExchangeHandler implements ICommandHandler<EndUsedExchange> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: EndUsedExchange): Promise<Standing> {
    const exchange = await this.desk.open(identity, 'exchange.run', input.exchange);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { endUsed: input } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'EndUsed', used: input.used, on: sitting.moment.today }),
    );
  }
}
