import { ok } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { legAnsweredBy } from '../../domain/coa-list.js';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { ConfirmByList } from './confirm-by-list.command.js';

/** Records on behalf of COA that it moves the koppeling of a leg, where a list says so; the list is the reference. */
@CommandHandler(ConfirmByList)
export class ConfirmByListHandler implements ICommandHandler<ConfirmByList> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: ConfirmByList): Promise<Standing> {
    const { exchange: id, household, municipality, on, source: reference } = input;
    const exchange = await this.desk.open(identity, 'exchange.run', id);
    if (!exchange.ok) return exchange;
    const asked = { identity, commandId, content: { confirmByList: input } };
    return this.desk.together(asked, exchange.value, (sitting) => {
      const state = sitting.state();
      const leg = state.status === 'unknown' ? null : legAnsweredBy(state, { household, municipality, on });
      if (leg === null) return ok(state.status === 'unknown' ? exchange.value : state);
      return sitting.decide({ type: 'ConfirmRecoupling', leg, on, today: sitting.moment.today, reference });
    });
  }
}
