import { policyOutcome } from '#libs/access';
import { execute, GraphQLError, OperationTypeNode, subscribe, type ExecutionResult } from 'graphql';
import type { ApiContext } from '../caller.js';
import { type AnswerCache, type Answer } from './answer-cache.js';
import { maskResult, maskThrown, type FaultLog, type MaskedResult } from './masked-errors.js';
import { type Documents, type Operation } from './operations.js';

/** What a started subscription is: results as they come, or why it did not start. */
export type Started =
  | { readonly ok: true; readonly results: AsyncGenerator<ExecutionResult> }
  | { readonly ok: false; readonly result: MaskedResult };

/** Executes prepared operations, the same for every transport: within the time limit, masked, audited, and once where answers may be shared. */
export class Executor {
  constructor(
    readonly documents: Documents,
    private readonly log: FaultLog,
    readonly answers: AnswerCache,
  ) {}

  /** Answers a query or mutation. Never rejects. */
  async answer(operation: Operation, context: ApiContext): Promise<Answer> {
    if (!this.isKept(operation)) return { result: await this.execute(operation, context), json: null };
    try {
      const key = `${policyOutcome(context.identity)}\n${this.documents.keyOf(operation)}`;
      return await this.answers.answer(key, () => this.execute(operation, context));
    } catch (error) {
      return { result: this.maskThrown(error, context.traceId), json: null };
    }
  }

  async subscribe(operation: Operation, context: ApiContext): Promise<Started> {
    try {
      const started = await subscribe({
        schema: this.documents.schema,
        document: operation.document,
        operationName: operation.operationName,
        variableValues: operation.variables,
        contextValue: context,
      });
      if (Symbol.asyncIterator in started) return { ok: true, results: started };
      return { ok: false, result: maskResult(started, context.traceId, this.log) };
    } catch (error) {
      return { ok: false, result: { errors: [maskThrown(error, context.traceId, this.log)] } };
    }
  }

  /** A result as its subscribers may see it. */
  mask(result: ExecutionResult, traceId: string): MaskedResult {
    return maskResult(result, traceId, this.log);
  }

  maskThrown(error: unknown, traceId: string): MaskedResult {
    return { errors: [maskThrown(error, traceId, this.log)] };
  }

  /** Whether its answer is kept for others who ask the same at the same position. */
  isKept(operation: Operation): boolean {
    return (
      operation.definition.operation === OperationTypeNode.QUERY &&
      this.documents.everyRootField(operation, 'cachedByPosition')
    );
  }

  private async execute(operation: Operation, context: ApiContext): Promise<MaskedResult> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const executing = execute({
        schema: this.documents.schema,
        document: operation.document,
        operationName: operation.operationName,
        variableValues: operation.variables,
        contextValue: context,
      });
      if (!('then' in executing)) return maskResult(executing, context.traceId, this.log);
      const late = new Promise<ExecutionResult>((resolve) => {
        timer = setTimeout(() => resolve({ errors: [this.timeout(operation)] }), this.documents.limits.executionMs);
      });
      return maskResult(await Promise.race([executing, late]), context.traceId, this.log);
    } catch (error) {
      return this.maskThrown(error, context.traceId);
    } finally {
      clearTimeout(timer);
    }
  }

  private timeout({ definition }: Operation): GraphQLError {
    const seconds = this.documents.limits.executionMs / 1_000;
    const message =
      definition.operation === OperationTypeNode.MUTATION
        ? `Het antwoord duurde langer dan ${seconds} s. Stuur hetzelfde met dezelfde commandId om te weten of het is gelukt`
        : `Het antwoord duurde langer dan ${seconds} s`;
    return new GraphQLError(message, {
      extensions: { code: 'QUERY_TIMEOUT', limit: this.documents.limits.executionMs },
    });
  }
}
