import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { RecordLegPlaced } from './record-leg-placed.command.js';

@CommandHandler(RecordLegPlaced)
export class RecordLegPlacedHandler implements ICommandHandler<RecordLegPlaced> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: RecordLegPlaced): Promise<Standing> {
    const { exchange: id, household, on } = input;
    const exchange = await this.desk.open(identity, 'exchange.run', id);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { placed: input } };
    return this.desk.alone(asked, id, { type: 'RecordPlaced', household, on });
  }
}
