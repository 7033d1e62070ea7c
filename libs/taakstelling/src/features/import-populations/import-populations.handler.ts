import { authorise, couldEver } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import type { Clock, IdSource, Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { date, everyFile, freeText, importFile, required, wholeNumber, type ImportedFile } from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Count } from '../../domain/population.decider.js';
import { streams } from '../../domain/taakstelling.events.js';
import { populations } from '../stored-deciders.js';
import { ImportPopulations } from './import-populations.command.js';

/** Five times the country. */
const MOST_INHABITANTS = 100_000_000;

const columns = (registry: MunicipalityRegistry) => ({
  municipality: required((text) => registry.code(text)),
  on: required(date),
  persons: required(wholeNumber(0, MOST_INHABITANTS)),
  source: required(freeText(200)),
  ...everyFile,
});

@CommandHandler(ImportPopulations)
export class ImportPopulationsHandler implements ICommandHandler<ImportPopulations> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute(command: ImportPopulations): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'population.import');
    if (!role.ok) return role;
    const now = this.clock.now();
    return importFile(this.store, command, {
      kind: 'populations',
      columns: columns(this.municipalities),
      stored: populations(this.ids),
      allowed: (rows) => {
        const extent = this.municipalities.extentOf(rows.map(({ municipality }) => municipality));
        return authorise(identity, 'population.import', extent);
      },
      once: {
        key: ({ municipality, on, known_at }) => `${municipality} ${on} ${known_at}`,
        content: ({ persons, source }) => ({ persons, source }),
        what: 'twee aantallen inwoners op één dag',
      },
      command: ({ known_at: knownAt, ...count }) => ({
        stream: streams.population(count.municipality),
        command: { type: 'Count', now, count: { ...count, knownAt } } satisfies Count,
      }),
    });
  }
}
