import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endOfTerm } from '../../domain/exchanges.policy.js';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { requestInput, RequestRecouplings } from './request-recouplings.command.js';

@CommandHandler(RequestRecouplings)
export class RequestRecouplingsHandler implements ICommandHandler<RequestRecouplings> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input, reached }: RequestRecouplings): Promise<Standing> {
    const read = readInput(requestInput, input);
    if (!read.ok) return read;
    const { exchange: id } = read.value;
    const exchange = await this.desk.open(identity, 'recoupling.answer', id);
    if (!exchange.ok) return exchange;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;
    const { now, today: on } = this.desk.moment();
    const asked = { identity, commandId, content: { requestRecouplings: read.value } };
    return this.desk.alone(asked, id, {
      type: 'RequestRecouplings',
      reached: reached !== null && reached > now ? reached : now,
      on,
      answerBy: endOfTerm(on, policy.value.coaDays),
    });
  }
}
