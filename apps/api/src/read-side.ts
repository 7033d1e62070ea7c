/** One read model as health and metrics see it. */
export interface ReadModelStatus {
  readonly name: string;
  /** Position up to which its tables hold the log. */
  readonly position: number;
  /** `catching-up`: not yet live. `halted`: met an event that it cannot handle. */
  readonly state: 'live' | 'catching-up' | 'halted';
}

/** What the API needs to know of the read models, whoever runs them. */
export interface ReadSide {
  status(): Promise<readonly ReadModelStatus[]>;
  /** Differs as soon as this process may read anything newer; null when it cannot tell. Asked for every question. */
  revision(): string | null;
}

export const READ_SIDE = Symbol('ReadSide');
