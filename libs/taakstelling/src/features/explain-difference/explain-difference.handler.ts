import { authorise } from '#libs/access';
import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, readInput, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../domain/taakstelling.events.js';
import { publications } from '../stored-deciders.js';
import { ExplainDifference, explainInput, type Explanation } from './explain-difference.command.js';

@CommandHandler(ExplainDifference)
export class ExplainDifferenceHandler implements ICommandHandler<ExplainDifference> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: ExplainDifference): Promise<Result<Commanded<Explanation>>> {
    const read = readInput(explainInput(this.municipalities), input);
    if (!read.ok) return read;
    const { expectedVersion, ...difference } = read.value;
    const { scope, period } = difference;
    const province = this.municipalities.provinceOf(scope);
    const allowed = authorise(identity, 'difference.explain', { scope, province });
    if (!allowed.ok) return allowed;

    const id = idFrom(canonicalJson(['explanation', identity.actor, commandId]));
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { explain: difference },
      stream: streams.published(period, scope),
      expectedVersion,
      stored: publications(this.ids),
      command: { type: 'Explain', explanation: { ...difference, id } },
      answer: () => ({ id }),
    });
  }
}
