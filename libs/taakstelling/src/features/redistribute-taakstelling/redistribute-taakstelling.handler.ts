import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runCommand, type Commanded, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, ok, readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { redistribute } from '../../domain/redistribution.decider.js';
import { streams } from '../../domain/taakstelling.events.js';
import { taakstellingen } from '../stored-deciders.js';
import {
  redistributeInput,
  RedistributeTaakstelling,
  type Redistribution,
} from './redistribute-taakstelling.command.js';

@CommandHandler(RedistributeTaakstelling)
export class RedistributeTaakstellingHandler implements ICommandHandler<RedistributeTaakstelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: RedistributeTaakstelling): Promise<Result<Commanded<Redistribution>>> {
    const read = readInput(redistributeInput(this.municipalities), input);
    if (!read.ok) return read;
    const { period, shares } = read.value;
    const codes = [...new Set(shares.map(({ municipality }) => municipality))];
    const province = this.municipalities.provinceOfAll(codes);
    const allowed = authorise(identity, 'taakstelling.redistribute', { municipalities: codes, province });
    if (!allowed.ok) return allowed;

    const redistribution = idFrom(canonicalJson(['redistribution', identity.actor, commandId]));
    const { decider, read: readEvent, write } = taakstellingen(this.ids);
    const streamOf = (municipality: string): string => streams.taakstelling(period, municipality);
    return runCommand<Redistribution>(this.store, {
      command: { id: commandId, content: { redistribute: read.value } },
      meta: { actor: identity.actor },
      streams: codes.map(streamOf),
      decide: (history) => {
        const decided = redistribute({ ...read.value, redistribution, now: this.clock.now() }, (municipality) =>
          history
            .filter(({ stream }) => stream === streamOf(municipality))
            .map(readEvent)
            .reduce(decider.evolve, decider.initial),
        );
        if (!decided.ok) return decided;
        const moved = decided.value.map(({ municipality, was, persons }) => ({ municipality, was, persons }));
        return ok({
          append: decided.value.map((event) => ({ stream: streamOf(event.municipality), events: [write(event)] })),
          result: { redistribution, period, sum: moved.reduce((sum, { was }) => sum + was, 0), shares: moved },
        });
      },
    });
  }
}
