import { couldEver } from '#libs/access';
import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { postStream } from '../../domain/forum.events.js';
import { mayTend } from '../author.js';
import { posts } from '../stored-deciders.js';
import { visibleThread } from '../thread.js';
import { solveInput, SolveQuestion, type SolvedQuestion } from './solve-question.command.js';

@CommandHandler(SolveQuestion)
export class SolveQuestionHandler implements ICommandHandler<SolveQuestion> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async execute({ identity, commandId, input }: SolveQuestion): Promise<Result<Commanded<SolvedQuestion>>> {
    const role = couldEver(identity, 'forum.post');
    if (!role.ok) return role;
    const read = readInput(solveInput, input);
    if (!read.ok) return read;
    const { post, answer } = read.value;
    const thread = await visibleThread(this.store, this.ids, identity, post);
    if (!thread.ok) return thread;
    const allowed = mayTend(identity, thread.value.post);
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { solve: read.value },
      stream: postStream(post),
      expectedVersion: null,
      stored: posts(this.ids),
      command: { type: 'Solve', post, answer },
      answer: () => ({ post, answer }),
    });
  }
}
