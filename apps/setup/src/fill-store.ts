import { seedShippedPolicies } from '#libs/composition';
import { loadDemo } from '#libs/demo';
import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { today, type Clock } from '#libs/kernel';
import { PolicyReader } from '#libs/policy';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';

/**
 * Puts into a store what it begins with: the policies that ship with the software and, where asked for and the store is empty, the
 * demo. Done again it does nothing; cut off, it goes on.
 * @throws when the demo is refused, which is a bug of ours
 */
export async function fillStore(
  app: INestApplicationContext,
  options: { readonly demo: boolean; readonly progress: (text: string) => void },
): Promise<void> {
  const store = app.get<EventStore>(EVENT_STORE);
  await seedShippedPolicies(store);
  if (!options.demo) return;
  const loaded = await loadDemo({
    store,
    commands: app.get(CommandBus, { strict: false }),
    policies: app.get(PolicyReader, { strict: false }),
    today: today(app.get<Clock>(CLOCK)),
    progress: options.progress,
  });
  if (!loaded.ok)
    throw new Error(`De demogegevens zijn geweigerd: ${loaded.refusals.map((r) => r.message).join('; ')}`);
}
