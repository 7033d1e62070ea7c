import { readModelModules } from '#libs/composition';
import { KafkaStateTopic, type KafkaSettings } from '#libs/event-log';
import { ReactorsModule } from '#libs/reactors';
import { PublishFiguresModule } from '#libs/taakstelling';
import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';

export interface WorkerOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly kafka: KafkaSettings;
  readonly log: { info(message: string): void; error(message: string): void };
}

/** What is done because of what happened: reactors and deadlines, and what they work with. */
@Module({})
export class WorkerModule {
  static forRoot({ url, poolSize, kafka, log }: WorkerOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        CqrsModule.forRoot(),
        ...readModelModules({ url, poolSize, log: kafka, runProjections: false }),
        ReactorsModule.forRoot(),
        PublishFiguresModule.forRoot({ publisher: new KafkaStateTopic(kafka, log), source: kafka.source }),
      ],
    };
  }
}
