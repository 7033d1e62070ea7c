import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { RemindExchange } from './remind-exchange.command.js';

@CommandHandler(RemindExchange)
export class RemindExchangeHandler implements ICommandHandler<RemindExchange> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: RemindExchange): Promise<Standing> {
    const { exchange: id, deadline, dueAt } = input;
    const exchange = await this.desk.open(identity, 'exchange.run', id);
    if (!exchange.ok) return exchange;
    return this.desk.alone({ identity, commandId, content: { remind: input } }, id, {
      type: 'Remind',
      deadline,
      dueAt,
    });
  }
}
