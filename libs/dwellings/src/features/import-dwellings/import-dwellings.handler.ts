import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { dateOf, ok, parseNote, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { importFile, type ImportedFile } from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DwellingCommandOf } from '../../domain/dwelling.js';
import { dwellingIdOf } from '../../domain/dwelling-key.js';
import { dwellingStream } from '../../domain/dwelling.events.js';
import { lawfulConditions } from '../lawful-conditions.js';
import { dwellings } from '../stored-deciders.js';
import { dwellingColumns, offerOf, type DwellingRow } from './columns.js';
import { warnOfDuplicate } from './duplicates.js';
import { ImportDwellings } from './import-dwellings.command.js';

/** The name of the file, unless somebody is named in it. */
function sourceOf(fileName: string): string {
  const name = parseNote(fileName, 200);
  return name.ok ? name.value : 'ingelezen bestand';
}

@CommandHandler(ImportDwellings)
export class ImportDwellingsHandler implements ICommandHandler<ImportDwellings> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: PolicyReader,
  ) {}

  async execute(command: ImportDwellings): Promise<Result<Commanded<ImportedFile>>> {
    const { identity, input } = command;
    const role = couldEver(identity, 'dwelling.offer');
    if (!role.ok) return role;
    const now = this.clock.now();
    const lawful = await lawfulConditions(this.policies, dateOf(now));
    const source = sourceOf(input.name);
    return importFile(this.store, command, {
      kind: 'dwellings',
      columns: dwellingColumns(this.municipalities),
      stored: dwellings(this.ids),
      allowed: (rows) => this.mayOffer(identity, rows),
      warn: warnOfDuplicate,
      command: (row) => {
        const dwelling = dwellingIdOf(row.municipality, row.key);
        const offer = offerOf(row);
        return {
          stream: dwellingStream(dwelling),
          command: {
            type: 'List',
            dwelling,
            offer,
            source,
            lawfulConditions: lawful,
            now,
          } satisfies DwellingCommandOf<'List'>,
        };
      },
    });
  }

  /** Leave for every municipality in the file. */
  private mayOffer(identity: Identity, rows: readonly DwellingRow[]): Result<true> {
    const extent = this.municipalities.extentOf(rows.map(({ municipality }) => municipality));
    const allowed = authorise(identity, 'dwelling.offer', extent);
    return allowed.ok ? ok(true) : allowed;
  }
}
