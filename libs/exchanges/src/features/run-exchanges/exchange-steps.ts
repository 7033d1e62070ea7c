import { idFrom, instantSchema, type Result } from '#libs/kernel';
import type { Deadline } from '#libs/reactors';
import { CommandBus } from '@nestjs/cqrs';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { EXCHANGE_DEADLINES } from '../../domain/exchange.events.js';
import { ConfirmByList } from '../confirm-by-list/confirm-by-list.command.js';
import { EndUsedExchange } from '../end-used-exchange/end-used-exchange.command.js';
import { PLATFORM } from '../exchange-access.js';
import { ExpireExchange } from '../expire-exchange/expire-exchange.command.js';
import { RecheckExchange } from '../recheck-exchange/recheck-exchange.command.js';
import { RecordLegPlaced } from '../record-leg-placed/record-leg-placed.command.js';
import { RemindExchange } from '../remind-exchange/remind-exchange.command.js';
import { RequestRecouplings } from '../request-recouplings/request-recouplings.command.js';
import { SettleExchange } from '../settle-exchange/settle-exchange.command.js';
import type { ExchangeStep } from './reactions.js';

/** Refusals that say nothing of the exchange: dropping a step for them would leave it where it is for good. */
const UNDECIDED: readonly string[] = ['VERSION_CONFLICT', 'NO_POLICY', 'POLICY_MISSING'];

/** Sends the commands of the process manager. Their ids follow from what asks for them, so that each has its effect once. */
@Injectable()
export class ExchangeSteps {
  constructor(private readonly commands: CommandBus) {}

  /** `cause`: of the event that asks. */
  async ask(step: ExchangeStep, cause: string): Promise<void> {
    const id = idFrom(`run-exchanges/${cause}/${step.step}`);
    const { exchange } = step;
    switch (step.step) {
      case 'settle':
        return this.send(new SettleExchange(PLATFORM, id, { exchange }));
      case 'recheck':
        return this.send(new RecheckExchange(PLATFORM, id, { exchange }));
      case 'end-used':
        return this.send(new EndUsedExchange(PLATFORM, id, { exchange, used: step.used }));
      case 'confirm-by-list': {
        const { household, municipality, on, source } = step;
        return this.send(new ConfirmByList(PLATFORM, id, { exchange, household, municipality, on, source }));
      }
      case 'leg-placed':
        return this.send(new RecordLegPlaced(PLATFORM, id, { exchange, household: step.household, on: step.on }));
    }
  }

  /** The term to answer is over. */
  async expire(deadline: Deadline): Promise<void> {
    const { dueAt } = deadline;
    await this.send(new ExpireExchange(PLATFORM, idOf(deadline), { exchange: exchangeOf(deadline), dueAt }));
  }

  /** A household can object no more. Of an exchange without a leg for COA that is all that was waited for. */
  async afterObjections(deadline: Deadline): Promise<void> {
    const { dueAt } = deadline;
    const exchange = exchangeOf(deadline);
    await this.send(new RequestRecouplings(PLATFORM, idOf(deadline, 'request'), { exchange }, dueAt));
    await this.send(new SettleExchange(PLATFORM, idOf(deadline, 'settle'), { exchange }, dueAt));
  }

  /** Who reminds of COA also looks whether all is confirmed: a clock that was turned may have kept it from being settled. */
  async remind(deadline: Deadline): Promise<void> {
    const exchange = exchangeOf(deadline);
    const { deadline: of, dueAt } = reminderOf(deadline);
    if (of === 'coa')
      await this.send(new SettleExchange(PLATFORM, idOf(deadline, 'settle'), { exchange }, deadline.dueAt));
    await this.send(new RemindExchange(PLATFORM, idOf(deadline), { exchange, deadline: of, dueAt }));
  }

  /**
   * A refusal settles the matter: the exchange went another way since. Rejects where nothing was decided about the exchange: the store
   * is away, others were quicker all the time, or the platform lacks a policy. The reactor halts on it and tries again.
   */
  private async send(command: object): Promise<void> {
    const outcome = await this.commands.execute<object, Result<unknown>>(command);
    const undecided = outcome.ok ? undefined : outcome.refusals.find(({ code }) => UNDECIDED.includes(code));
    if (undecided !== undefined) {
      throw new Error(`${command.constructor.name}: ${undecided.code}: ${undecided.message}`);
    }
  }
}

const idOf = ({ name, key, dueAt }: Deadline, step = ''): string => idFrom(`${name}/${key}/${dueAt}/${step}`);

/** What a deadline was set with: nobody else sets any of these names. */
const aboutExchange = z.object({ exchange: z.string() });
const reminder = aboutExchange.extend({ deadline: z.enum(EXCHANGE_DEADLINES), dueAt: instantSchema });

const exchangeOf = ({ payload }: Deadline): string => aboutExchange.parse(payload).exchange;
const reminderOf = ({ payload }: Deadline): z.infer<typeof reminder> => reminder.parse(payload);
