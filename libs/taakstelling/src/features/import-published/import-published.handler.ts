import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { MOST_PERSONS, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import {
  contradictions,
  date,
  everyFile,
  importRows,
  oneOf,
  period,
  readTable,
  refusedRows,
  required,
  wholeNumber,
  type ImportedFile,
} from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publicationId, type Publish } from '../../domain/publication.decider.js';
import { FIGURES_PUBLISHED, PUBLISHERS, streams } from '../../domain/taakstelling.events.js';
import { publications } from '../stored-deciders.js';
import { ImportPublished } from './import-published.command.js';

const columns = (registry: MunicipalityRegistry) => ({
  period: required(period),
  scope: required((text) => registry.scope(text)),
  figure: required(oneOf(FIGURES_PUBLISHED)),
  value: required(wholeNumber(-MOST_PERSONS, MOST_PERSONS)),
  as_of: required(date),
  source: required(oneOf(PUBLISHERS)),
  published_on: required(date),
  ...everyFile,
});

@CommandHandler(ImportPublished)
export class ImportPublishedHandler implements ICommandHandler<ImportPublished> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: ImportPublished): Promise<Result<Commanded<ImportedFile>>> {
    const table = readTable(input, columns(this.municipalities));
    if (!table.ok) return table;
    const publishers = new Map(
      table.value.map(({ values: { scope, source } }) => [`${scope} ${source}`, { scope, source }]),
    );
    for (const { scope, source } of publishers.values()) {
      const province = this.municipalities.provinceOf(scope);
      const allowed = authorise(identity, 'figure.publish', { scope, province, source });
      if (!allowed.ok) return allowed;
    }

    const now = this.clock.now();
    const rows = table.value.map(({ line, values }) => {
      const { period: of, scope, figure, value, as_of, source, published_on, known_at, remark } = values;
      return {
        line,
        content: values,
        stream: streams.published(of, scope),
        command: {
          type: 'Publish',
          now,
          figure: {
            period: of,
            scope,
            figure,
            value,
            asOf: as_of,
            source,
            publishedOn: published_on,
            knownAt: known_at,
            remark,
          },
        } satisfies Publish,
      };
    });
    const faults = contradictions(rows, {
      line: ({ line }) => line,
      key: ({ command }) => publicationId(command.figure),
      content: ({ command }) => command.figure.value,
      column: 'value',
      what: 'twee waarden in één publicatie',
    });
    if (faults.length > 0) return refusedRows(faults);
    const stored = publications(this.ids);
    return importRows(this.store, {
      kind: 'published',
      actor: identity.actor,
      commandId,
      dryRun: input.dryRun,
      stored,
      rows,
    });
  }
}
