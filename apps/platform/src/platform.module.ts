import { productModules } from '#libs/composition';
import { RunExchangesModule } from '#libs/exchanges';
import type { Clock } from '#libs/kernel';
import { ReactorsModule } from '#libs/reactors';
import { Module, type DynamicModule } from '@nestjs/common';
import { API_CONTEXTS, ApiModule } from '../../api/src/index.js';

export interface PlatformOptions {
  readonly url: string;
  readonly keyFolder: string;
  readonly metricsPort: number;
  readonly metricsHost: string;
  /** Left out: the machine's. */
  readonly clock?: Clock;
}

/** Connections of the one process that does everything: appends, the read models' writers, readers, listeners. */
const POOL_SIZE = 12;

/** The embedded shape: the whole product in one process. */
@Module({})
export class PlatformModule {
  static forRoot({ url, keyFolder, metricsPort, metricsHost, clock }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ...productModules({
          url,
          keyFolder,
          poolSize: POOL_SIZE,
          log: 'store-tail',
          runProjections: true,
          ...(clock === undefined ? {} : { clock }),
        }),
        ReactorsModule.forRoot(),
        RunExchangesModule,
        ApiModule.forRoot({ contexts: API_CONTEXTS, metricsPort, metricsHost }),
      ],
    };
  }
}
