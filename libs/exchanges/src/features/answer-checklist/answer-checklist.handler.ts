import { ok, readInput } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { AnswerChecklist, checklistInput } from './answer-checklist.command.js';

@CommandHandler(AnswerChecklist)
export class AnswerChecklistHandler implements ICommandHandler<AnswerChecklist> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: AnswerChecklist): Promise<Standing> {
    const read = readInput(checklistInput(this.municipalities), input);
    if (!read.ok) return read;
    const { exchange: id, leg, municipality, answers } = read.value;
    const exchange = await this.desk.open(identity, 'exchange.inform', id, () => ok([municipality]));
    if (!exchange.ok) return exchange;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;
    return this.desk.alone({ identity, commandId, content: { checklist: read.value } }, id, {
      type: 'AnswerChecklist',
      leg,
      municipality,
      answers: Object.fromEntries(answers.map(({ item, done }) => [item, done])),
      known: policy.value.checklist,
    });
  }
}
