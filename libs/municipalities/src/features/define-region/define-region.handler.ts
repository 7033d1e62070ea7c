import { authorise } from '#libs/access';
import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MunicipalityRegistry } from '../../municipality-registry.js';
import { RegionReader } from '../../regions/region-reader.js';
import { REGIONS_STREAM } from '../../regions/region.events.js';
import { regions } from '../../regions/stored-regions.js';
import { DefineRegion, defineRegionInput, type DefinedRegion } from './define-region.command.js';

@CommandHandler(DefineRegion)
export class DefineRegionHandler implements ICommandHandler<DefineRegion> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly reader: RegionReader,
  ) {}

  async execute({ identity, commandId, input }: DefineRegion): Promise<Result<Commanded<DefinedRegion>>> {
    const allowed = authorise(identity, 'region.define');
    if (!allowed.ok) return allowed;
    const read = readInput(defineRegionInput(this.municipalities), input);
    if (!read.ok) return read;

    const outcome = await runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { defineRegion: read.value },
      stream: REGIONS_STREAM,
      expectedVersion: null,
      stored: regions(this.ids),
      command: { type: 'DefineRegion', region: read.value },
      answer: () => ({ region: read.value.region }),
    });
    if (outcome.ok) this.reader.forget();
    return outcome;
  }
}
