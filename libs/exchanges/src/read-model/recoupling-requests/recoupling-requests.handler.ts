import { authorise, type Identity } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import { dateOf, ok, type Clock, type Instant, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ExchangeQuestions } from '../exchange-questions.js';
import type { ExchangeRecord } from '../exchange-record.js';
import { ExchangeVisibility } from '../exchange-visibility.js';
import { ExchangesReader } from '../exchanges.reader.js';
import { cut } from '../page.js';
import { letterOf } from './letter.js';
import {
  ListRecouplingRequests,
  type ListedRequest,
  type RecouplingRequests,
  type RequestKey,
} from './recoupling-requests.query.js';
import { requestsOf, type RequestState } from './requests.js';

const isAfter = ([position, leg, reversal]: RequestKey, [p, l, r]: RequestKey): boolean =>
  position !== p ? position > p : leg !== l ? leg > l : reversal && !r;

/** Refuses `NOT_FOUND`, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ListRecouplingRequests)
export class ListRecouplingRequestsHandler implements IQueryHandler<ListRecouplingRequests> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registry: MunicipalityRegistry,
    private readonly visibility: ExchangeVisibility,
    private readonly questions: ExchangeQuestions,
    private readonly reader: ExchangesReader,
  ) {}

  async execute({ identity, question }: ListRecouplingRequests): Promise<Result<RecouplingRequests>> {
    const role = this.visibility.couldEver(identity, 'recoupling.read');
    if (!role.ok) return role;
    const { state, page, atLeast } = question;
    const reached = await this.questions.reached(atLeast);
    if (!reached.ok) return reached;
    const after = page.after;
    // Of the first exchange every request may have been told already; each of the others has one at least.
    const asked = { first: page.first + 2, after: after === null ? null : ([after[0] - 1] as const) };
    const { position, rows } = await this.reader.atCoa(state === 'answered', asked, ({ municipalities }) =>
      this.visibility.may(identity, 'recoupling.read', municipalities),
    );
    const now = this.clock.now();
    const requests: ListedRequest[] = [];
    for (const record of rows) requests.push(...(await this.shown(identity, record, state, now)));
    const rest = after === null ? requests : requests.filter(({ key }) => isAfter(key, after));
    const found = cut(position, rest, page.first);
    const open = found.rows.filter(({ answer }) => answer === null);
    const text = letterOf(open, (code) => this.registry.nameOf(code), dateOf(now));
    return ok({ ...found, text });
  }

  /** While COA is to act, whoever may read its requests must know which household it is; later only who may see that anyhow. */
  private async shown(
    identity: Identity,
    record: ExchangeRecord,
    state: RequestState,
    now: Instant,
  ): Promise<readonly ListedRequest[]> {
    const isCoa = authorise(identity, 'recoupling.read').ok;
    const shown: ListedRequest[] = [];
    for (const request of requestsOf(record, state, now)) {
      const leg = record.legs.find((one) => one.leg === request.leg);
      const disclosed = leg !== undefined && (await this.visibility.ofLeg(identity, record, leg)).household;
      const household = request.answer === null || isCoa || disclosed ? request.household : null;
      shown.push({ ...request, household, key: [record.position, request.leg, request.reversal] });
    }
    return shown;
  }
}
