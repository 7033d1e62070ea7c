import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, refuse, type Clock, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PROJECTION_HOST, waitForPosition, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ASSESSMENTS } from '../../read-model/assessments.projection.js';
import { AssessmentsReader } from '../../read-model/assessments.reader.js';
import { ListAssessments, type ProvinceAssessments } from './list-assessments.query.js';

@QueryHandler(ListAssessments)
export class ListAssessmentsHandler implements IQueryHandler<ListAssessments> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly municipalities: MunicipalityRegistry,
    private readonly reader: AssessmentsReader,
  ) {}

  async execute({ identity, question }: ListAssessments): Promise<Result<ProvinceAssessments>> {
    const province = this.municipalities.province(question.province, ['province']);
    if (!province.ok) return province;
    const allowed = authorise(identity, 'assessments.read', { province: province.value });
    if (!allowed.ok) return allowed;
    const municipalities = this.municipalities.ofProvince(province.value).map(({ code }) => code);

    const { period, knownAt = null, atLeast = null } = question;
    if (knownAt !== null && knownAt > this.clock.now()) {
      return refuse('KNOWN_AT_IN_FUTURE', `${knownAt} ligt in de toekomst`, ['knownAt']);
    }
    if (atLeast !== null) {
      const asked = { projection: ASSESSMENTS, shows: 'de treden', position: atLeast, path: 'atLeast' } as const;
      const reached = await waitForPosition(this.host, this.store, asked);
      if (!reached.ok) return reached;
    }
    const { position, assessments } = await this.reader.inForce(period, municipalities, knownAt);
    const counts: Record<string, number> = {};
    for (const { trede } of assessments) counts[trede] = (counts[trede] ?? 0) + 1;
    const named = assessments
      .map((assessment) => ({ ...assessment, name: this.municipalities.nameOf(assessment.municipality) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'nl'));
    return ok({ period, province: province.value, knownAt, position, assessments: named, counts });
  }
}
