import { ok, readInput } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endOfTerm } from '../../domain/exchanges.policy.js';
import { ExchangeAccess } from '../exchange-access.js';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { ExchangeFit } from '../exchange-fit.js';
import { endMisfit } from '../recheck-exchange/end-misfit.js';
import { acceptInput, AcceptExchange } from './accept-exchange.command.js';

@CommandHandler(AcceptExchange)
export class AcceptExchangeHandler implements ICommandHandler<AcceptExchange> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly access: ExchangeAccess,
    private readonly fits: ExchangeFit,
    private readonly municipalities: MunicipalityRegistry,
    private readonly commands: CommandBus,
  ) {}

  async execute({ identity, commandId, input }: AcceptExchange): Promise<Standing> {
    const read = readInput(acceptInput(this.municipalities), input);
    if (!read.ok) return read;
    const { exchange: id, municipality } = read.value;
    const exchange = await this.desk.open(identity, 'exchange.answer', id, () => ok([municipality]));
    if (!exchange.ok) return exchange;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;

    const check = await this.fits.of(exchange.value.legs.map(({ household }) => household));
    const seesNeeds = await this.access.whoseNeeds(identity, exchange.value.municipalities);
    const outcome = await this.desk.together(
      { identity, commandId, content: { accept: read.value } },
      exchange.value,
      (sitting) => {
        const { now, today: on } = sitting.moment;
        const informBy = endOfTerm(on, policy.value.informDays);
        return sitting.decide({ type: 'Accept', municipality, now, on, informBy }, check.stillFits(sitting, seesNeeds));
      },
    );
    return endMisfit(this.commands, outcome, id, { identity, commandId });
  }
}
