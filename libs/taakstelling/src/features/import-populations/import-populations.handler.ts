import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import type { Clock, IdSource, Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import {
  contradictions,
  date,
  everyFile,
  freeText,
  importRows,
  readTable,
  refusedRows,
  required,
  wholeNumber,
  type ImportedFile,
} from '#libs/tabular';
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

  async execute({ identity, commandId, input }: ImportPopulations): Promise<Result<Commanded<ImportedFile>>> {
    const table = readTable(input, columns(this.municipalities));
    if (!table.ok) return table;
    const codes = [...new Set(table.value.map(({ values }) => values.municipality))];
    const province = this.municipalities.provinceOfAll(codes);
    const allowed = authorise(identity, 'population.import', { municipalities: codes, province });
    if (!allowed.ok) return allowed;

    const faults = contradictions(table.value, {
      line: ({ line }) => line,
      key: ({ values: v }) => `${v.municipality} ${v.on} ${v.known_at}`,
      content: ({ values }) => values.persons,
      column: 'persons',
      what: 'twee aantallen inwoners op één dag',
    });
    if (faults.length > 0) return refusedRows(faults);

    const now = this.clock.now();
    return importRows(this.store, {
      kind: 'populations',
      actor: identity.actor,
      commandId,
      dryRun: input.dryRun,
      stored: populations(this.ids),
      rows: table.value.map(({ line, values }) => ({
        line,
        stream: streams.population(values.municipality),
        content: values,
        command: {
          type: 'Count',
          now,
          count: {
            municipality: values.municipality,
            on: values.on,
            persons: values.persons,
            source: values.source,
            knownAt: values.known_at,
            remark: values.remark,
          },
        } satisfies Count,
      })),
    });
  }
}
