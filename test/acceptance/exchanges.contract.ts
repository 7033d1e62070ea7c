import { exchangeCrashesContract } from './exchange-crashes.contract.js';
import { exchangeHistoriesContract } from './exchange-histories.contract.js';
import { exchangeStoryContract } from './exchange-story.contract.js';
import { TurnedProduct, type TurnedShape } from './support/turned-product.js';

/** What holds of exchanges in every shape: told as a story, with processes killed at every step, and in histories as chance has it. */
export function exchangesContract(shape: TurnedShape): void {
  let product: TurnedProduct | undefined;
  const started = (): TurnedProduct => {
    if (product === undefined) throw new Error('the product was not started');
    return product;
  };
  beforeAll(async () => {
    product = await TurnedProduct.start(shape, '2026-03-02T08:00:00Z');
  }, 240_000);
  afterAll(() => product?.stop(), 60_000);

  exchangeStoryContract(started);
  exchangeCrashesContract(started);
  exchangeHistoriesContract(started);
}
