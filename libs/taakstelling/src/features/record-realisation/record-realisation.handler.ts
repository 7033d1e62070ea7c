import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../domain/taakstelling.events.js';
import { kindsKnown } from '../counted-row.js';
import { realisations } from '../stored-deciders.js';
import { recordInput, RecordRealisation, type RecordedRealisation } from './record-realisation.command.js';

@CommandHandler(RecordRealisation)
export class RecordRealisationHandler implements ICommandHandler<RecordRealisation> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: PolicyReader,
  ) {}

  async execute({ identity, commandId, input }: RecordRealisation): Promise<Result<Commanded<RecordedRealisation>>> {
    const read = readInput(recordInput(this.municipalities), input);
    if (!read.ok) return read;
    const { source, reason, knownAt, remark, ...counted } = read.value;
    const { municipality, administration } = counted;
    const province = this.municipalities.provinceOf(municipality);
    const allowed = authorise(identity, 'realisation.record', { municipality, province, administration });
    if (!allowed.ok) return allowed;

    // The id follows from the command, so that the command sent again meets its own stream.
    const id = idFrom(canonicalJson(['realisation', identity.actor, commandId]));
    const knownKinds = (await kindsKnown(this.policies))(counted.on);
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { record: read.value },
      stream: streams.realisation(id),
      expectedVersion: null,
      likelyNew: true,
      stored: realisations(this.ids),
      command: {
        type: 'RecordRow',
        row: { id, counted, source, reason, knownAt, remark },
        knownKinds,
        now: this.clock.now(),
      },
      answer: () => ({ id }),
    });
  }
}
