import type { Identity } from '#libs/access';
import type { Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { Found, Page } from '../page.js';
import type { RecouplingRequest, RequestState } from './requests.js';

/** By proposal of the exchange and number of the leg; `reversal`: a leg can stand there twice. */
export type RequestKey = readonly [position: number, leg: number, reversal: boolean];

export interface ListedRequest extends RecouplingRequest {
  readonly key: RequestKey;
}

export interface RecouplingRequests extends Found<ListedRequest> {
  /** Letter for the open ones of this page, in Dutch; empty where there are none. */
  readonly text: string;
}

/** What COA is asked, the longest waiting first. */
export class ListRecouplingRequests extends Query<Result<RecouplingRequests>> {
  constructor(
    readonly identity: Identity,
    readonly question: {
      readonly state: RequestState;
      readonly page: Page<RequestKey>;
      readonly atLeast: number | null;
    },
  ) {
    super();
  }
}
