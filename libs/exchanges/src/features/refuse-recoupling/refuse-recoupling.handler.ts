import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { refuseInput, RefuseRecoupling } from './refuse-recoupling.command.js';

@CommandHandler(RefuseRecoupling)
export class RefuseRecouplingHandler implements ICommandHandler<RefuseRecoupling> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: RefuseRecoupling): Promise<Standing> {
    const read = readInput(refuseInput, input);
    if (!read.ok) return read;
    const { exchange: id, ...answer } = read.value;
    const exchange = await this.desk.open(identity, 'recoupling.answer', id);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { refuse: read.value } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'RefuseRecoupling', ...answer, today: sitting.moment.today }),
    );
  }
}
