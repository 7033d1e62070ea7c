import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { reverseInput, ReverseRecoupling } from './reverse-recoupling.command.js';

@CommandHandler(ReverseRecoupling)
export class ReverseRecouplingHandler implements ICommandHandler<ReverseRecoupling> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: ReverseRecoupling): Promise<Standing> {
    const read = readInput(reverseInput, input);
    if (!read.ok) return read;
    const { exchange: id, leg, on, reference } = read.value;
    const exchange = await this.desk.open(identity, 'recoupling.answer', id);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { reverse: read.value } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'ReverseRecoupling', leg, on, today: sitting.moment.today, reference }),
    );
  }
}
