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
    const { note, reason, ...object } = read.value;
    const { leg, on } = object;
    const exchange = await this.desk.open(identity, 'exchange.inform', object.exchange, giverOf(leg));
    if (!exchange.ok) return exchange;
    const key = await this.desk.keyFor(exchange.value, leg);
    if (!key.ok) return key;
    const { value: sealing } = key;
    const said = {
      reason: sealing?.seal('reason', reason) ?? null,
      note: note === null ? null : (sealing?.seal('note', note) ?? null),
    };
    const asked = { identity, commandId, content: { object, said: sealing?.fingerprint({ reason, note }) ?? null } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'Object', leg, ...said, on, today: sitting.moment.today }),
    );
  }
}
