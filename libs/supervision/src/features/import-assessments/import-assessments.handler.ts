import { authorise, couldEver } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, storedBy, type Commanded, type EventStore } from '#libs/event-store';
import type { Clock, IdSource, Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import {
  date,
  everyFile,
  freeText,
  importFile,
  optional,
  period,
  required,
  wholeNumber,
  type ImportedFile,
} from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assessmentDecider, type RecordAssessment } from '../../domain/assessment.decider.js';
import { assessmentRecorded, assessmentStream, HIGHEST_TREDE, LOWEST_TREDE } from '../../domain/assessment.events.js';
import { ImportAssessments } from './import-assessments.command.js';

const assessments = storedBy(assessmentDecider, assessmentRecorded, ({ approvedOn }) => approvedOn);

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

  async execute(command: ImportAssessments): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'assessment.import');
    if (!role.ok) return role;
    const now = this.clock.now();
    return importFile(this.store, command, {
      kind: 'assessments',
      columns: columns(this.municipalities),
      stored: assessments(this.ids),
      allowed: (rows) => {
        const extent = this.municipalities.extentOf(rows.map(({ municipality }) => municipality));
        return authorise(identity, 'assessment.import', extent);
      },
      once: {
        key: ({ period: of, municipality, approved_on }) => `${of} ${municipality} ${approved_on}`,
        content: ({ trede, reason, known_at }) => ({ trede, reason, known_at }),
        what: 'twee beoordelingen van één dag voor één gemeente',
      },
      command: ({ approved_on: approvedOn, known_at: knownAt, ...assessment }) => ({
        stream: assessmentStream(assessment.period, assessment.municipality),
        command: {
          type: 'RecordAssessment',
          now,
          assessment: { ...assessment, approvedOn, knownAt },
        } satisfies RecordAssessment,
      }),
    });
  }
}
