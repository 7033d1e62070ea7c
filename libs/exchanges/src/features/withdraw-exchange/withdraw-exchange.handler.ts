import { readInput } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExchangeDesk, type Standing } from '../exchange-desk.js';
import { withdrawInput, WithdrawExchange } from './withdraw-exchange.command.js';

@CommandHandler(WithdrawExchange)
export class WithdrawExchangeHandler implements ICommandHandler<WithdrawExchange> {
  constructor(private readonly desk: ExchangeDesk) {}

  async execute({ identity, commandId, input }: WithdrawExchange): Promise<Standing> {
    const read = readInput(withdrawInput, input);
    if (!read.ok) return read;
    const { note: text, ...withdraw } = read.value;
    const { reason, leg } = withdraw;
    const exchange = await this.desk.open(identity, 'exchange.withdraw', withdraw.exchange);
    if (!exchange.ok) return exchange;
    const sealed = await this.desk.seal(exchange.value, leg, text);
    if (!sealed.ok) return sealed;
    const { note, fingerprint } = sealed.value;
    const by = exchange.value.municipalities.find((party) => party === identity.organisation) ?? null;
    const asked = { identity, commandId, content: { withdraw, note: fingerprint } };
    return this.desk.together(asked, exchange.value, (sitting) =>
      sitting.decide({ type: 'Withdraw', by, reason, leg, note, on: sitting.moment.today }),
    );
  }
}
