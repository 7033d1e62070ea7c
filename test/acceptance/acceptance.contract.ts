import { art29Contract } from './art-29.contract.js';
import { commandsContract } from './commands.contract.js';
import { goldenOverCommandLineContract } from './golden-cli.contract.js';
import { goldenOverGraphqlContract } from './golden-graphql.contract.js';
import { processesContract } from './processes.contract.js';
import { refusalsContract } from './refusals.contract.js';
import { productIn } from './support/product.js';
import type { Shape } from './support/shape.js';

/**
 * What holds in every shape: the golden table first, since what comes after it writes. What has nothing to do with how events travel (the check
 * by art. 29) is asked of one of them.
 */
export function acceptanceContract(shape: Shape): void {
  const product = productIn(shape);
  beforeAll(product.start, 400_000);
  afterAll(product.stop, 60_000);

  // Without a broker the command line answers on its own stores, in golden.e2e.spec.ts; here it asks what projectors fed.
  if (shape.name === 'distributed') goldenOverCommandLineContract(product.store, 1);
  goldenOverGraphqlContract(product);
  commandsContract(product);
  refusalsContract(product);
  if (shape.name === 'embedded') art29Contract(product);
  else processesContract(product);
}
