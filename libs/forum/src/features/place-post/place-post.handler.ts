import { authorise } from '#libs/access';
import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, readInput, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { postStream } from '../../domain/forum.events.js';
import { authorOf } from '../author.js';
import { posts } from '../stored-deciders.js';
import { placeInput, PlacePost, type PlacedPost } from './place-post.command.js';

@CommandHandler(PlacePost)
export class PlacePostHandler implements ICommandHandler<PlacePost> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: PlacePost): Promise<Result<Commanded<PlacedPost>>> {
    const read = readInput(placeInput(this.municipalities), input);
    if (!read.ok) return read;
    const author = authorOf(identity);
    // A municipality that names none writes about itself.
    const municipality = read.value.municipality ?? author.municipality;
    const allowed = authorise(identity, 'forum.post', municipality === null ? {} : { municipality });
    if (!allowed.ok) return allowed;

    // The id follows from the command, so that the command sent again meets its own stream.
    const id = idFrom(canonicalJson(['post', identity.actor, commandId]));
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { place: read.value },
      stream: postStream(id),
      expectedVersion: null,
      likelyNew: true,
      stored: posts(this.ids),
      command: { type: 'Place', placed: { ...read.value, municipality, post: id, author } },
      answer: () => ({ id }),
    });
  }
}
