import type { StatePublisher } from '#libs/event-log';
import { MunicipalitiesModule } from '#libs/municipalities';
import { Deadlines, Reactors } from '#libs/reactors';
import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common';
import { TaakstellingModule } from '../../taakstelling.module.js';
import { FIGURES_SOURCE, FiguresPublisher, STATE_PUBLISHER } from './figures-publisher.js';
import { PublishFigures, PublishFiguresAnew } from './publish-figures.reactor.js';

export interface PublishFiguresOptions {
  /** The compacted topic of current figures; closed with the application. */
  readonly publisher: StatePublisher;
  /** `urn:nld:oin:<20 digits>:systeem:<name>`. */
  readonly source: string;
}

/**
 * Keeps the topic of current public figures. Needs `ReactorsModule`, the projections (global; whoever feeds them), and the
 * tables of `publishFiguresMigrations`. Any number of processes may have it: one does the work.
 */
@Module({})
export class PublishFiguresModule implements BeforeApplicationShutdown {
  constructor(
    reactors: Reactors,
    deadlines: Deadlines,
    figures: PublishFigures,
    anew: PublishFiguresAnew,
    @Inject(STATE_PUBLISHER) private readonly topic: StatePublisher,
  ) {
    reactors.register(figures);
    deadlines.register(anew);
  }

  static forRoot({ publisher, source }: PublishFiguresOptions): DynamicModule {
    return {
      module: PublishFiguresModule,
      imports: [TaakstellingModule, MunicipalitiesModule],
      providers: [
        { provide: STATE_PUBLISHER, useValue: publisher },
        { provide: FIGURES_SOURCE, useValue: source },
        FiguresPublisher,
        PublishFigures,
        PublishFiguresAnew,
      ],
    };
  }

  // After `onModuleDestroy`, in which the reactors finish what they have in hand.
  async beforeApplicationShutdown(): Promise<void> {
    await this.topic.close();
  }
}
