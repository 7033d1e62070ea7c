import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { MOST_PERSONS, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import {
  contradictions,
  date,
  everyFile,
  freeText,
  importRows,
  oneOf,
  optional,
  period,
  readTable,
  refusedRows,
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

  async execute({ identity, commandId, input }: ImportTargets): Promise<Result<Commanded<ImportedFile>>> {
    const table = readTable(input, columns(this.municipalities));
    if (!table.ok) return table;
    const codes = [...new Set(table.value.map(({ values }) => values.municipality))];
    const province = this.municipalities.provinceOfAll(codes);
    const allowed = authorise(identity, 'taakstelling.announce', { municipalities: codes, province });
    if (!allowed.ok) return allowed;

    const faults = contradictions(table.value, {
      line: ({ line }) => line,
      key: ({ values: v }) => `${v.period} ${v.municipality} ${v.announced_on}`,
      content: ({ values: { remark: _, ...said } }) => said,
      column: 'persons',
      what: 'twee taakstellingen van één dag voor één gemeente',
    });
    if (faults.length > 0) return refusedRows(faults);

    const now = this.clock.now();
    // By day of announcement, whatever the order in the file: whether a row is the first or an adjustment depends on it.
    const rows = [...table.value].sort((a, b) => (a.values.announced_on < b.values.announced_on ? -1 : 1));
    return importRows(this.store, {
      kind: 'targets',
      actor: identity.actor,
      commandId,
      dryRun: input.dryRun,
      stored: taakstellingen(this.ids),
      rows: rows.map(({ line, values }) => ({
        line,
        stream: streams.taakstelling(values.period, values.municipality),
        content: values,
        command: {
          type: 'Announce',
          now,
          announcement: {
            municipality: values.municipality,
            period: values.period,
            persons: values.persons,
            announcedOn: values.announced_on,
            state: values.state,
            source: values.source,
            knownAt: values.known_at,
            remark: values.remark,
          },
        } satisfies Announce,
      })),
    });
  }
}
