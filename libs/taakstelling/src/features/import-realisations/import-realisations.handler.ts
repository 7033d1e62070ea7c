import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { MOST_PERSONS, ok, type Clock, type IdSource, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import {
  date,
  everyFile,
  freeText,
  importFile,
  oneOf,
  optional,
  required,
  rowIdentities,
  wholeNumber,
  type ImportedFile,
} from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RecordRow } from '../../domain/realisation.decider.js';
import { ADMINISTRATIONS, streams, type Administration } from '../../domain/taakstelling.events.js';
import { kindsKnown } from '../counted-row.js';
import { realisations } from '../stored-deciders.js';
import { ImportRealisations } from './import-realisations.command.js';

const columns = (registry: MunicipalityRegistry) => ({
  municipality: required((text) => registry.code(text)),
  on: required(date),
  persons: required(wholeNumber(-MOST_PERSONS, MOST_PERSONS)),
  kind: required(freeText(40)),
  source: required(freeText(200)),
  administration: optional(oneOf(ADMINISTRATIONS), 'coa'),
  one_off: optional(freeText(200), null),
  reason: optional(freeText(500), null),
  ...everyFile,
});

@CommandHandler(ImportRealisations)
export class ImportRealisationsHandler implements ICommandHandler<ImportRealisations> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: PolicyReader,
  ) {}

  async execute(command: ImportRealisations): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'realisation.record');
    if (!role.ok) return role;
    const now = this.clock.now();
    const kindsOn = await kindsKnown(this.policies);
    const idOf = rowIdentities('realisations');
    return importFile(this.store, command, {
      kind: 'realisations',
      columns: columns(this.municipalities),
      stored: realisations(this.ids),
      allowed: (rows) => this.mayRecord(identity, rows),
      // A remark is a footnote of ours: to reword it must not make another fact of the same row.
      command: ({ remark, ...said }) => {
        const id = idOf(said);
        const { one_off: oneOff, source, reason, known_at: knownAt, ...row } = said;
        return {
          stream: streams.realisation(id),
          command: {
            type: 'RecordRow',
            now,
            knownKinds: kindsOn(row.on),
            row: { id, counted: { ...row, oneOff }, source, reason, knownAt, remark },
          } satisfies RecordRow,
        };
      },
    });
  }

  /** Leave for each administration whose rows are in the file. */
  private mayRecord(
    identity: Identity,
    rows: readonly { readonly municipality: MunicipalityCode; readonly administration: Administration }[],
  ): Result<true> {
    for (const administration of new Set(rows.map((row) => row.administration))) {
      const its = rows.filter((row) => row.administration === administration);
      const extent = this.municipalities.extentOf(its.map(({ municipality }) => municipality));
      const allowed = authorise(identity, 'realisation.record', { ...extent, administration });
      if (!allowed.ok) return allowed;
    }
    return ok(true);
  }
}
