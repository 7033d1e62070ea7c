import type { ReadModelState } from '#libs/composition';

/** What the API needs to know of the read models, whoever runs them. */
export interface ReadSide {
  status(): Promise<readonly ReadModelState[]>;
  /** Differs as soon as this process may read anything newer; null when it cannot tell. Asked for every question. */
  revision(): string | null;
}

export const READ_SIDE = Symbol('ReadSide');
