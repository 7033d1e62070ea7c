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
import { assessmentDecider, type RecordAssessment } from '../../domain/assessment.decider.js';
import { assessmentRecorded, assessmentStream, HIGHEST_TREDE, LOWEST_TREDE } from '../../domain/assessment.events.js';
import { ImportAssessments } from './import-assessments.command.js';

const columns = (registry: MunicipalityRegistry) => ({
  municipality: required((text) => registry.code(text)),
  period: required(period),
  trede: required(wholeNumber(LOWEST_TREDE, HIGHEST_TREDE)),
  approved_on: required(date),
  reason: optional(freeText(500), null),
  ...everyFile,
});

@CommandHandler(ImportAssessments)
export class ImportAssessmentsHandler implements ICommandHandler<ImportAssessments> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: ImportAssessments): Promise<Result<Commanded<ImportedFile>>> {
    const table = readTable(input, columns(this.municipalities));
    if (!table.ok) return table;
    const codes = [...new Set(table.value.map(({ values }) => values.municipality))];
    const province = this.municipalities.provinceOfAll(codes);
    const allowed = authorise(identity, 'assessment.import', { municipalities: codes, province });
    if (!allowed.ok) return allowed;

    const faults = contradictions(table.value, {
      line: ({ line }) => line,
      key: ({ values: v }) => `${v.period} ${v.municipality} ${v.approved_on}`,
      content: ({ values }) => values.trede,
      column: 'trede',
      what: 'twee treden van één dag voor één gemeente',
    });
    if (faults.length > 0) return refusedRows(faults);

    const now = this.clock.now();
    return importRows(this.store, {
      kind: 'assessments',
      actor: identity.actor,
      commandId,
      dryRun: input.dryRun,
      stored: {
        decider: assessmentDecider,
        read: (event) => assessmentRecorded.parse({ ...event.data, type: event.type }),
        write: (event) => {
          const { type, ...data } = assessmentRecorded.parse(event);
          return { id: this.ids.next(), type, data, effectiveOn: data.approvedOn };
        },
      },
      rows: table.value.map(({ line, values }) => ({
        line,
        stream: assessmentStream(values.period, values.municipality),
        content: values,
        command: {
          type: 'RecordAssessment',
          now,
          assessment: {
            municipality: values.municipality,
            period: values.period,
            trede: values.trede,
            approvedOn: values.approved_on,
            reason: values.reason,
            knownAt: values.known_at,
            remark: values.remark,
          },
        } satisfies RecordAssessment,
      })),
    });
  }
}
