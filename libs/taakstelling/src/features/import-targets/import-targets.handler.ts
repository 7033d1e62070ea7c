import { authorise, couldEver } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { MOST_PERSONS, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import {
  date,
  everyFile,
  freeText,
  importFile,
  oneOf,
  optional,
  period,
  required,
  wholeNumber,
  type ImportedFile,
} from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Announce } from '../../domain/taakstelling.decider.js';
import { streams, TAAKSTELLING_STATES } from '../../domain/taakstelling.events.js';
import { taakstellingen } from '../stored-deciders.js';
import { ImportTargets } from './import-targets.command.js';

const columns = (registry: MunicipalityRegistry) => ({
  period: required(period),
  municipality: required((text) => registry.code(text)),
  persons: required(wholeNumber(0, MOST_PERSONS)),
  announced_on: required(date),
  source: required(freeText(200)),
  state: optional(oneOf(TAAKSTELLING_STATES), null),
  ...everyFile,
});

@CommandHandler(ImportTargets)
export class ImportTargetsHandler implements ICommandHandler<ImportTargets> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute(command: ImportTargets): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'taakstelling.announce');
    if (!role.ok) return role;
    const now = this.clock.now();
    return importFile(this.store, command, {
      kind: 'targets',
      columns: columns(this.municipalities),
      stored: taakstellingen(this.ids),
      allowed: (rows) => {
        const extent = this.municipalities.extentOf(rows.map(({ municipality }) => municipality));
        return authorise(identity, 'taakstelling.announce', extent);
      },
      once: {
        key: ({ period: of, municipality, announced_on }) => `${of} ${municipality} ${announced_on}`,
        content: ({ persons, source, state, known_at }) => ({ persons, source, state, known_at }),
        what: 'twee taakstellingen van één dag voor één gemeente',
      },
      // By day of announcement, whatever the order in the file: whether a row is the first or an adjustment depends on it.
      orderBy: ({ announced_on }) => announced_on,
      command: ({ announced_on: announcedOn, known_at: knownAt, ...announcement }) => ({
        stream: streams.taakstelling(announcement.period, announcement.municipality),
        command: { type: 'Announce', now, announcement: { ...announcement, announcedOn, knownAt } } satisfies Announce,
      }),
    });
  }
}
