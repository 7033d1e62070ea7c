import type { Identity } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import {
  ok,
  readInput,
  refuse,
  today,
  type Clock,
  type LocalDate,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { Inject, Injectable } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { partiesOf } from '../../domain/exchange.js';
import { EXCHANGES_POLICY, exchangesPolicy } from '../../domain/exchanges.policy.js';
import { effectOf, type AgreedChange, type Effect } from '../effect.js';
import { couldBeExchange, ExchangeQuestions } from '../exchange-questions.js';
import { isOpen, type ExchangeRecord } from '../exchange-record.js';
import { ExchangeVisibility, notFound } from '../exchange-visibility.js';
import { ExchangesReader } from '../exchanges.reader.js';
import { EffectInputs } from './effect-inputs.js';
import { effectLegs, type AskedExchange } from './effect-legs.js';
import { ReadExchangeEffect, type EffectAsked } from './read-effect.query.js';

/** The exchange that a question is about, where the person may know their effect. */
@Injectable()
export class EffectLegs {
  constructor(
    private readonly registry: MunicipalityRegistry,
    private readonly visibility: ExchangeVisibility,
    private readonly questions: ExchangeQuestions,
    private readonly reader: ExchangesReader,
  ) {}

  /** Refuses `NOT_FOUND`, `QUESTION_INVALID`, what the fields of `legs` refuse, and what waiting for a position does. */
  async of(identity: Identity, { exchange, legs, atLeast }: EffectAsked): Promise<Result<AskedExchange>> {
    const operation = exchange === null ? 'exchange.propose' : 'exchange.read';
    const role = this.visibility.couldEver(identity, operation);
    if (!role.ok) return role;
    if ((exchange === null) === (legs === null)) {
      return refuse('QUESTION_INVALID', 'geef een uitwisseling of delen, en niet allebei', ['exchange']);
    }
    if (exchange === null) return this.thoughtOf(identity, legs ?? []);
    const reached = await this.questions.reached(atLeast);
    return reached.ok ? this.proposed(identity, exchange) : reached;
  }

  private async proposed(identity: Identity, exchange: string): Promise<Result<AskedExchange>> {
    if (!couldBeExchange(exchange)) return notFound();
    const { found } = await this.reader.one(exchange);
    if (found === null || !(await this.visibility.mayRead(identity, found))) return notFound();
    // Once it is closed, how late a household is, is no longer its partners' business.
    const shown = isOpen(found);
    return ok({
      legs: found.legs.map((one) => {
        const { leg, kind, from, to, persons, household } = one;
        const isShared = this.visibility.isShared(found, one);
        return { leg, kind, from, to, persons, household: shown ? household : null, isShared };
      }),
      agreedBy: (municipality) => agreedBy(found, municipality),
    });
  }

  private async thoughtOf(identity: Identity, raw: readonly unknown[]): Promise<Result<AskedExchange>> {
    const legs = readInput(effectLegs(this.registry), raw, ['legs']);
    if (!legs.ok) return legs;
    const within = legs.value.findIndex(({ from, to }) => from === to);
    if (within >= 0) {
      const message = 'een huishouden verhuist naar een andere gemeente; binnen een gemeente is het een plaatsing';
      return refuse('LEG_WITHIN_MUNICIPALITY', message, ['legs', String(within), 'to']);
    }
    const allowed = await this.visibility.may(identity, 'exchange.propose', partiesOf(legs.value));
    if (!allowed) return notFound();
    return ok({ legs: legs.value.map((leg, i) => ({ ...leg, leg: i + 1, isShared: false })), agreedBy: () => [] });
  }
}

/** Of an exchange that ended nothing is to be decided any more. */
const agreedBy = (
  { redistribution, status }: ExchangeRecord,
  municipality: MunicipalityCode,
): readonly AgreedChange[] =>
  status === 'ended'
    ? []
    : redistribution.flatMap(({ period, shares, decision }) =>
        shares
          .filter((share) => share.municipality === municipality && share.change !== 0)
          .map(({ change }) => ({ period, change, decided: decision !== null })),
      );

/** Refuses as `EffectLegs`, and `NOT_A_PARTY` and `NO_POLICY`. */
@QueryHandler(ReadExchangeEffect)
export class ReadExchangeEffectHandler implements IQueryHandler<ReadExchangeEffect> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly policies: PolicyReader,
    private readonly legs: EffectLegs,
    private readonly inputs: EffectInputs,
  ) {}

  async execute({ identity, question }: ReadExchangeEffect): Promise<Result<Effect>> {
    const { municipality } = question;
    const asked = await this.legs.of(identity, question);
    if (!asked.ok) return asked;
    const { legs, agreedBy: agreedOf } = asked.value;
    if (!partiesOf(legs).includes(municipality)) {
      return refuse('NOT_A_PARTY', `${municipality} doet niet mee aan deze uitwisseling`, ['municipality']);
    }
    const day = today(this.clock);
    const moveDays = await this.moveDays(day);
    if (!moveDays.ok) return moveDays;
    const known = await this.inputs.of(identity, municipality, legs, day, moveDays.value);
    const redistribution = agreedOf(municipality);
    return ok(effectOf({ municipality, today: day, moveDays: moveDays.value, redistribution, ...known }));
  }

  private async moveDays(day: LocalDate): Promise<Result<number>> {
    const version = await this.policies.inForce(EXCHANGES_POLICY, day);
    if (version === null) return refuse('NO_POLICY', `op ${day} geldt geen beleid voor uitwisselingen`);
    return ok(exchangesPolicy.parse(version.content).moveDays);
  }
}
