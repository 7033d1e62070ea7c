import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endOfTerm } from '../../domain/exchanges.policy.js';
import { ExchangeDesk, giverOf, type Standing } from '../exchange-desk.js';
import { informInput, InformHousehold } from './inform-household.command.js';

@CommandHandler(InformHousehold)
export class InformHouseholdHandler implements ICommandHandler<InformHousehold> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: InformHousehold): Promise<Standing> {
    const read = readInput(informInput, input);
    if (!read.ok) return read;
    const { exchange: id, leg, on } = read.value;
    const exchange = await this.desk.open(identity, 'exchange.inform', id, giverOf(leg));
    if (!exchange.ok) return exchange;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;
    const { today } = this.desk.moment();
    const objectBy = endOfTerm(on, policy.value.objectionDays);
    const asked = { identity, commandId, content: { inform: read.value } };
    return this.desk.alone(asked, id, { type: 'Inform', leg, on, today, objectBy });
  }
}
