import { ok, readInput } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { declineInput, DeclineExchange } from './decline-exchange.command.js';

@CommandHandler(DeclineExchange)
export class DeclineExchangeHandler implements ICommandHandler<DeclineExchange> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: DeclineExchange): Promise<Standing> {
    const read = readInput(declineInput(this.municipalities), input);
    if (!read.ok) return read;
    const { note: text, ...decline } = read.value;
    const { municipality, reason, leg } = decline;
    const exchange = await this.desk.open(identity, 'exchange.answer', decline.exchange, () => ok([municipality]));
    if (!exchange.ok) return exchange;
    const sealed = await this.desk.seal(exchange.value, leg, text);
    if (!sealed.ok) return sealed;
    const { note, fingerprint } = sealed.value;
    const asked = { identity, commandId, content: { decline, note: fingerprint } };
    return this.desk.together(asked, exchange.value, (sitting) => {
      const { now, today: on } = sitting.moment;
      return sitting.decide({ type: 'Decline', municipality, reason, leg, note, now, on });
    });
  }
}
