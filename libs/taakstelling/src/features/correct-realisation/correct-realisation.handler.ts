import { authorise, type Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { ok, readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams, type CountedRow } from '../../domain/taakstelling.events.js';
import { kindsKnown } from '../counted-row.js';
import { realisations } from '../stored-deciders.js';
import { correctInput, CorrectRealisation, type CorrectedRealisation } from './correct-realisation.command.js';

@CommandHandler(CorrectRealisation)
export class CorrectRealisationHandler implements ICommandHandler<CorrectRealisation> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: PolicyReader,
  ) {}

  async execute({ identity, commandId, input }: CorrectRealisation): Promise<Result<Commanded<CorrectedRealisation>>> {
    const read = readInput(correctInput(this.municipalities), input);
    if (!read.ok) return read;
    const { id, becomes, reason, knownAt, remark, expectedVersion } = read.value;
    const stream = streams.realisation(id);
    const stored = realisations(this.ids);
    const allowed = await this.mayCorrect(identity, stream, becomes);
    if (!allowed.ok) return allowed;

    const knownKinds = becomes === null ? [] : (await kindsKnown(this.policies))(becomes.on);
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { correct: { id, becomes, reason, knownAt, remark } },
      stream,
      expectedVersion,
      stored,
      command: {
        type: 'CorrectRow',
        correction: { id, becomes, reason, knownAt, remark },
        knownKinds,
        now: this.clock.now(),
      },
      answer: () => ({ id, withdrawn: becomes === null }),
    });
  }

  /** Leave is needed for the row as it reads now and for what it becomes: else one could take over another's. */
  private async mayCorrect(identity: Identity, stream: string, becomes: CountedRow | null): Promise<Result<true>> {
    const history = (await this.store.readStream(stream)).map(realisations(this.ids).read);
    const readings = history.map((event) => (event.type === 'RealisationRecorded' ? event.counted : event.becomes));
    const rows = [readings.findLast((row) => row !== null) ?? null, becomes].filter((row) => row !== null);
    // Of what is not there no municipality is known: only who may correct anything learns that.
    if (readings.length === 0) return authorise(identity, 'realisation.correct');
    for (const { municipality, administration } of rows) {
      const province = this.municipalities.provinceOf(municipality);
      const allowed = authorise(identity, 'realisation.correct', { municipality, province, administration });
      if (!allowed.ok) return allowed;
    }
    return ok(true);
  }
}
