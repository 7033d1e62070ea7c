import { z } from 'zod';

const body = z.object({
  status: z.string(),
  position: z.number().nullish(),
  readModels: z
    .array(
      z.object({
        name: z.string(),
        position: z.number(),
        state: z.string(),
        lag: z.number(),
        haltedReason: z.string().nullish(),
      }),
    )
    .optional(),
});

/** What a process answers when it is asked how it is. */
export interface ProcessHealth {
  readonly ready: boolean;
  /** Of the store's last event, where it tells. */
  readonly position: number | null;
  readonly readModels: readonly {
    readonly name: string;
    readonly position: number;
    readonly state: string;
    readonly haltedReason: string | null;
  }[];
}

const PATIENCE_MS = 3_000;

/** Null when it does not answer. */
export async function askHealth(url: string): Promise<ProcessHealth | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { position = null, readModels = [] } = body.parse(await response.json());
    return {
      ready: response.ok,
      position,
      readModels: readModels.map(({ haltedReason = null, ...model }) => ({ ...model, haltedReason })),
    };
  } catch {
    return null;
  }
}

/**
 * Whether this process works and its read models hold the log up to a position. One that stands still holds up nothing: the others
 * can be read, and health says which one.
 */
export const hasCaughtUp = ({ ready, readModels }: ProcessHealth, position: number): boolean =>
  readModels.every((model) => model.state === 'halted' || model.position >= position) &&
  (ready || readModels.some(({ state }) => state === 'halted'));
