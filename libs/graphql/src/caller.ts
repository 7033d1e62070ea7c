import type { Identity } from '#libs/access';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';

/** How a question reached us; part of the audit line. */
export type Transport = 'http' | 'ws' | 'sse';

/** What every resolver finds in its GraphQL context, whatever the transport. */
export interface ApiContext {
  readonly identity: Identity;
  readonly transport: Transport;
  /** Joins the log lines, the audit line and a masked error. */
  readonly traceId: string;
}

export const contextOf = (context: ExecutionContext): ApiContext => GqlExecutionContext.create(context).getContext();

/** Parameter of a resolver: who asks. `@CallerIdentity() identity: Identity` (import the type with `import type`). */
export const CallerIdentity = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  const { identity, transport, traceId } = contextOf(context);
  return { ...identity, circumstance: { origin: transport, traceId } };
});
