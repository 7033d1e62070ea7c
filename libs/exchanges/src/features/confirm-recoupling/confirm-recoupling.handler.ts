import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { confirmInput, ConfirmRecoupling } from './confirm-recoupling.command.js';

@CommandHandler(ConfirmRecoupling)
export class ConfirmRecouplingHandler implements ICommandHandler<ConfirmRecoupling> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: ConfirmRecoupling): Promise<Standing> {
    const read = readInput(confirmInput, input);
    if (!read.ok) return read;
    const { exchange: id, leg, on, reference } = read.value;
    const exchange = await this.desk.open(identity, 'recoupling.answer', id);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { confirm: read.value } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'ConfirmRecoupling', leg, on, today: sitting.moment.today, reference }),
    );
  }
}
