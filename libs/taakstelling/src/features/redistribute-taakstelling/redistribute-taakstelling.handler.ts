import { authorise, type Identity } from '#libs/access';
import {
  CLOCK,
  EVENT_STORE,
  IDS,
  runCommand,
  type Commanded,
  type Decided,
  type EventStore,
  type RecordedEvent,
} from '#libs/event-store';
import { canonicalJson, idFrom, ok, readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject, Optional } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { redistribute } from '../../domain/redistribution.decider.js';
import { streams } from '../../domain/taakstelling.events.js';
import { taakstellingen } from '../stored-deciders.js';
import {
  redistributeInput,
  RedistributeTaakstelling,
  type Redistribution,
} from './redistribute-taakstelling.command.js';
import {
  NO_AGREEMENTS,
  REDISTRIBUTION_AGREEMENTS,
  type DecidedRedistribution,
  type RedistributionAgreements,
} from './redistribution-agreements.js';

@CommandHandler(RedistributeTaakstelling)
export class RedistributeTaakstellingHandler implements ICommandHandler<RedistributeTaakstelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    @Optional()
    @Inject(REDISTRIBUTION_AGREEMENTS)
    private readonly agreements: RedistributionAgreements = NO_AGREEMENTS,
  ) {}

  async execute({ identity, commandId, input }: RedistributeTaakstelling): Promise<Result<Commanded<Redistribution>>> {
    const read = readInput(redistributeInput(this.municipalities), input);
    if (!read.ok) return read;
    const { exchange, ...asked } = read.value;
    const { period, shares, announcedOn } = asked;
    const codes = [...new Set(shares.map(({ municipality }) => municipality))];
    const province = this.municipalities.provinceOfAll(codes);
    const allowed = authorise(identity, 'taakstelling.redistribute', { municipalities: codes, province });
    if (!allowed.ok) return allowed;

    const redistribution = idFrom(canonicalJson(['redistribution', identity.actor, commandId]));
    const { decider, read: readEvent, write } = taakstellingen(this.ids);
    const streamOf = (municipality: string): string => streams.taakstelling(period, municipality);
    // Without an exchange the content is what it was before there were any: a command sent again is known by it.
    const content = { redistribute: exchange === null ? asked : { ...asked, exchange } };
    return runCommand<Redistribution>(this.store, {
      command: { id: commandId, content },
      meta: { actor: identity.actor },
      streams: [...codes.map(streamOf), ...(exchange === null ? [] : [this.agreements.streamOf(exchange)])],
      decide: (history) => {
        const decided = redistribute({ ...asked, redistribution, exchange, now: this.clock.now() }, (municipality) =>
          history
            .filter(({ stream }) => stream === streamOf(municipality))
            .map(readEvent)
            .reduce(decider.evolve, decider.initial),
        );
        if (!decided.ok) return decided;
        const moved = decided.value.map(({ municipality, was, persons }) => ({ municipality, was, persons }));
        const also = this.recordedWith(identity, exchange, history, {
          redistribution,
          period,
          shares: moved,
          announcedOn,
        });
        if (!also.ok) return also;
        const sides = decided.value.map((event) => ({ stream: streamOf(event.municipality), events: [write(event)] }));
        const sum = moved.reduce((all, { was }) => all + was, 0);
        return ok({ append: [...sides, ...also.value], result: { redistribution, period, sum, shares: moved } });
      },
    });
  }

  /** What the exchange records of it; nothing where it was agreed with none. */
  private recordedWith(
    identity: Identity,
    exchange: string | null,
    history: readonly RecordedEvent[],
    decided: DecidedRedistribution,
  ): Result<Decided<Redistribution>['append']> {
    if (exchange === null) return ok([]);
    const stream = this.agreements.streamOf(exchange);
    const events = this.agreements.record(
      identity,
      history.filter((event) => event.stream === stream),
      decided,
    );
    return events.ok ? ok([{ stream, events: events.value }]) : events;
  }
}
