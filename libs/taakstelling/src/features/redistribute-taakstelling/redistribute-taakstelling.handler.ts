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
  type StreamId,
} from '#libs/event-store';
import { canonicalJson, idFrom, ok, readInput, refuse, type Clock, type IdSource, type Result } from '#libs/kernel';
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
  REDISTRIBUTION_AGREEMENTS,
  type DecidedRedistribution,
  type RedistributionAgreement,
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
    private readonly agreements: RedistributionAgreements | null = null,
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
    const agreement = this.agreementWith(identity, exchange);
    if (!agreement.ok) return agreement;
    const undecided = exchange === null ? ((await this.agreements?.undecided(identity, period)) ?? []) : [];

    const redistribution = idFrom(canonicalJson(['redistribution', identity.actor, commandId]));
    const { decider, read: readEvent, write } = taakstellingen(this.ids);
    const streamOf = (municipality: string): string => streams.taakstelling(period, municipality);
    // Without an exchange the content is what it was before there were any: a command sent again is known by it.
    const content = { redistribute: exchange === null ? asked : { ...asked, exchange } };
    return runCommand<Redistribution>(this.store, {
      command: { id: commandId, content },
      meta: { actor: identity.actor },
      streams: [...codes.map(streamOf), ...agreement.value.streams],
      decide: (history) => {
        const decided = redistribute({ ...asked, redistribution, exchange, now: this.clock.now() }, (municipality) =>
          history
            .filter(({ stream }) => stream === streamOf(municipality))
            .map(readEvent)
            .reduce(decider.evolve, decider.initial),
        );
        if (!decided.ok) return decided;
        const moved = decided.value.map(({ municipality, was, persons }) => ({ municipality, was, persons }));
        const also = agreement.value.record(history, { redistribution, period, shares: moved, announcedOn });
        if (!also.ok) return also;
        const own = unlessAgreed(moved, undecided);
        if (!own.ok) return own;
        const sides = decided.value.map((event) => ({ stream: streamOf(event.municipality), events: [write(event)] }));
        const sum = moved.reduce((all, { was }) => all + was, 0);
        return ok({ append: [...sides, ...also.value], result: { redistribution, period, sum, shares: moved } });
      },
    });
  }

  /** The exchange with which it was agreed, and what that records of the decision; nothing where it was agreed with none. */
  private agreementWith(identity: Identity, exchange: string | null): Result<Agreed> {
    if (exchange === null) return ok({ streams: [], record: () => ok([]) });
    const { agreements } = this;
    if (agreements === null) return refuse('NOT_FOUND', 'Niet gevonden', ['input', 'exchange']);
    const stream = agreements.streamOf(exchange);
    return ok({
      streams: [stream],
      record: (history, decided) => {
        const of = history.filter((event) => event.stream === stream);
        const events = agreements.record(identity, of, decided);
        return events.ok ? ok([{ stream, events: events.value }]) : events;
      },
    });
  }
}

interface Agreed {
  readonly streams: readonly StreamId[];
  readonly record: (
    history: readonly RecordedEvent[],
    decided: DecidedRedistribution,
  ) => Result<Decided<Redistribution>['append']>;
}

/**
 * Decided as if it were another, the very same change could be decided once more, with its exchange. Refuses `AGREED_WITH_EXCHANGE`
 * and tells with which.
 */
function unlessAgreed(
  moved: DecidedRedistribution['shares'],
  undecided: readonly RedistributionAgreement[],
): Result<true> {
  const changes = (shares: RedistributionAgreement['shares']): string =>
    canonicalJson(
      Object.fromEntries(shares.flatMap((one) => (one.change === 0 ? [] : [[one.municipality, one.change]]))),
    );
  const decided = changes(moved.map(({ municipality, was, persons }) => ({ municipality, change: persons - was })));
  const same = undecided.find(({ shares }) => changes(shares) === decided);
  if (same === undefined) return ok(true);
  const { exchange } = same;
  const message = `precies dit is afgesproken bij uitwisseling ${exchange}, en daarover is nog niet besloten: besluit het met die uitwisseling`;
  return refuse('AGREED_WITH_EXCHANGE', message, ['input', 'exchange'], { exchange });
}
