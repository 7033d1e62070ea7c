import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { MOST_PERSONS, ok, type Clock, type IdSource, type Result, type Scope } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { date, everyFile, importFile, oneOf, period, required, wholeNumber, type ImportedFile } from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publicationId, type Publish } from '../../domain/publication.decider.js';
import { FIGURES_PUBLISHED, PUBLISHERS, streams, type Publisher } from '../../domain/taakstelling.events.js';
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

  async execute(command: ImportPublished): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'figure.publish');
    if (!role.ok) return role;
    const now = this.clock.now();
    return importFile(this.store, command, {
      kind: 'published',
      columns: columns(this.municipalities),
      stored: publications(this.ids),
      allowed: (rows) => this.mayPublish(identity, rows),
      once: {
        key: ({ as_of: asOf, published_on: publishedOn, ...figure }) => publicationId({ ...figure, asOf, publishedOn }),
        content: ({ value }) => ({ value }),
        what: 'twee waarden in één publicatie',
      },
      command: ({ as_of: asOf, published_on: publishedOn, known_at: knownAt, ...figure }) => ({
        stream: streams.published(figure.period, figure.scope),
        command: { type: 'Publish', now, figure: { ...figure, asOf, publishedOn, knownAt } } satisfies Publish,
      }),
    });
  }

  /** Leave for every scope and source once: a file has many rows of few. */
  private mayPublish(
    identity: Identity,
    rows: readonly { readonly scope: Scope; readonly source: Publisher }[],
  ): Result<true> {
    const asked = new Map(rows.map(({ scope, source }) => [`${scope} ${source}`, { scope, source }]));
    for (const { scope, source } of asked.values()) {
      const province = this.municipalities.provinceOf(scope);
      const allowed = authorise(identity, 'figure.publish', { scope, province, source });
      if (!allowed.ok) return allowed;
    }
    return ok(true);
  }
}
