import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, giverOf, type Standing } from '../exchange-desk.js';
import { objectionInput, RecordObjection } from './record-objection.command.js';

@CommandHandler(RecordObjection)
export class RecordObjectionHandler implements ICommandHandler<RecordObjection> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: RecordObjection): Promise<Standing> {
    const read = readInput(objectionInput, input);
    if (!read.ok) return read;
    const { note: text, ...object } = read.value;
    const { leg, reason, on } = object;
    const exchange = await this.desk.open(identity, 'exchange.inform', object.exchange, giverOf(leg));
    if (!exchange.ok) return exchange;
    const sealed = await this.desk.seal(exchange.value, leg, text);
    if (!sealed.ok) return sealed;
    const { note, fingerprint } = sealed.value;
    const asked = { identity, commandId, content: { object, note: fingerprint } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'Object', leg, reason, on, today: sitting.moment.today, note }),
    );
  }
}
