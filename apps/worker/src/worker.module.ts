import { productModules } from '#libs/composition';
import { KafkaStateTopic, type KafkaSettings } from '#libs/event-log';
import { RunExchangesModule } from '#libs/exchanges';
import type { Clock } from '#libs/kernel';
import { ReactorsModule } from '#libs/reactors';
import { PublishFiguresModule } from '#libs/taakstelling';
import { Module, type DynamicModule } from '@nestjs/common';

export interface WorkerOptions {
  readonly url: string;
  /** What commands on exchanges open profiles with stands there. */
  readonly keyFolder: string;
  readonly poolSize: number;
  readonly kafka: KafkaSettings;
  readonly log: { info(message: string): void; error(message: string): void };
  /** Left out: the machine's. */
  readonly clock?: Clock;
}

/** What is done because of what happened: reactors and deadlines, and what they work with. */
@Module({})
export class WorkerModule {
  static forRoot({ url, keyFolder, poolSize, kafka, log, clock }: WorkerOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ...productModules({
          url,
          keyFolder,
          poolSize,
          log: kafka,
          runProjections: false,
          ...(clock === undefined ? {} : { clock }),
        }),
        ReactorsModule.forRoot(),
        RunExchangesModule,
        PublishFiguresModule.forRoot({ publisher: new KafkaStateTopic(kafka, log), source: kafka.source }),
      ],
    };
  }
}
