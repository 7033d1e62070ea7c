import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, refuse, type Clock, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AssessmentsReader } from '../../read-model/assessments.reader.js';
import { ListAssessments, type ProvinceAssessments } from './list-assessments.query.js';

/** How long a question waits for the position that it asks for, in milliseconds. */
const AT_LEAST_TIMEOUT_MS = 5_000;

@QueryHandler(ListAssessments)
export class ListAssessmentsHandler implements IQueryHandler<ListAssessments> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
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
    const reached = await this.reached(atLeast);
    if (!reached.ok) return reached;
    const { position, assessments } = await this.reader.inForce(period, municipalities, knownAt);
    const counts: Record<string, number> = {};
    for (const { trede } of assessments) counts[trede] = (counts[trede] ?? 0) + 1;
    const named = assessments
      .map((assessment) => ({ ...assessment, name: this.municipalities.nameOf(assessment.municipality) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'nl'));
    return ok({ period, province: province.value, knownAt, position, assessments: named, counts });
  }

  private async reached(atLeast: number | null): Promise<Result<true>> {
    if (atLeast === null) return ok(true);
    const { position } = await this.store.head();
    if (position < atLeast) {
      return refuse('POSITION_BEYOND_HEAD', `het logboek gaat tot positie ${position}`, ['atLeast'], {
        head: position,
      });
    }
    if (await this.reader.waitFor(atLeast, AT_LEAST_TIMEOUT_MS)) return ok(true);
    return refuse('AT_LEAST_TIMEOUT', `de treden zijn nog niet bij tot positie ${atLeast}; probeer het opnieuw`, [
      'atLeast',
    ]);
  }
}
