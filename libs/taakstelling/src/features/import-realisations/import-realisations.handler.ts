import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { MOST_PERSONS, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import {
  date,
  everyFile,
  freeText,
  importRows,
  oneOf,
  optional,
  readTable,
  required,
  rowIdentities,
  wholeNumber,
  type ImportedFile,
} from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RecordRow } from '../../domain/realisation.decider.js';
import { ADMINISTRATIONS, streams } from '../../domain/taakstelling.events.js';
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

  async execute({ identity, commandId, input }: ImportRealisations): Promise<Result<Commanded<ImportedFile>>> {
    const table = readTable(input, columns(this.municipalities));
    if (!table.ok) return table;
    for (const administration of new Set(table.value.map(({ values }) => values.administration))) {
      const own = table.value.filter(({ values }) => values.administration === administration);
      const codes = [...new Set(own.map(({ values }) => values.municipality))];
      const province = this.municipalities.provinceOfAll(codes);
      const allowed = authorise(identity, 'realisation.record', { municipalities: codes, province, administration });
      if (!allowed.ok) return allowed;
    }

    const now = this.clock.now();
    const kindsOn = await kindsKnown(this.policies);
    const idOf = rowIdentities('realisations');
    const rows = table.value.map(({ line, values }) => {
      const { municipality, on, persons, kind, source, administration, one_off, reason, known_at, remark } = values;
      // A remark is a footnote of ours: to reword it must not make another fact of the same row.
      const id = idOf({ municipality, on, persons, kind, source, administration, one_off, reason, known_at });
      const counted = { municipality, on, persons, kind, administration, oneOff: one_off };
      return {
        line,
        content: values,
        stream: streams.realisation(id),
        command: {
          type: 'RecordRow',
          now,
          knownKinds: kindsOn(on),
          row: { id, counted, source, reason, knownAt: known_at, remark },
        } satisfies RecordRow,
      };
    });
    const stored = realisations(this.ids);
    return importRows(this.store, {
      kind: 'realisations',
      actor: identity.actor,
      commandId,
      dryRun: input.dryRun,
      stored,
      rows,
    });
  }
}
