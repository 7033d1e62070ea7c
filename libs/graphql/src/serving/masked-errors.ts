import { StoreUnavailable } from '#libs/event-store';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';

/** Where a fault of ours is written down, with the trace id that the asker was given. Never reaches the asker. */
export type FaultLog = (error: unknown, circumstance: { readonly traceId: string; readonly path?: string }) => void;

/** What an asker sees of a result: JSON, no fault told. */
export interface MaskedResult {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Codes that tell of ourselves instead of the question. */
const FAULTS = new Set(['INTERNAL', 'INTERNAL_SERVER_ERROR']);

/** graphql-js says where a variable went wrong in its message only. */
const BAD_VARIABLE =
  /^Variable "\$(?<name>\w+)" (?:(?:got|has) invalid value [^]*?(?: at "(?<at>[^"]+)")?; |of (?:required|non-null) type )/;

const codeOf = (error: GraphQLError): string | undefined => {
  const code = error.extensions['code'];
  return typeof code === 'string' ? code : undefined;
};

/** The path of a variable as graphql-js writes it, `input.rows[0].on`, in parts. */
const partsOf = (text: string): string[] => text.split(/[.[\]]+/).filter((part) => part !== '');

/**
 * An error as the asker may see it. What was said on purpose (a refusal, a limit, a malformed question) has a code and
 * stays; whatever else went wrong becomes `INTERNAL` with a trace id, and is logged.
 */
export function maskError(error: GraphQLError, traceId: string, log: FaultLog): GraphQLFormattedError {
  const place = {
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
  };
  const variable = BAD_VARIABLE.exec(error.message);
  if (variable?.groups !== undefined && error.path === undefined) {
    const { name = '', at } = variable.groups;
    const own = codeOf(error);
    const code = own === undefined || FAULTS.has(own) ? 'BAD_USER_INPUT' : own;
    return { message: error.message, ...place, extensions: { code, path: partsOf(at ?? name) } };
  }
  const code = codeOf(error);
  if (code !== undefined && !FAULTS.has(code)) {
    const { http: _http, stacktrace: _stacktrace, exception: _exception, ...extensions } = error.extensions;
    return { message: error.message, ...place, extensions };
  }
  if (code === undefined && error.originalError === undefined && error.path === undefined) {
    // Found by graphql-js before anything was executed: about the document, not about us.
    const parsed = error.message.startsWith('Syntax Error');
    return {
      message: error.message,
      ...place,
      extensions: { code: parsed ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED' },
    };
  }
  log(error.originalError ?? error, { traceId, ...(error.path === undefined ? {} : { path: error.path.join('.') }) });
  if (error.originalError instanceof StoreUnavailable) {
    return {
      message: 'Het is niet bekend of dit is opgeslagen. Stuur hetzelfde nog eens, met dezelfde commandId',
      ...place,
      extensions: { code: 'STORE_UNAVAILABLE', traceId },
    };
  }
  return {
    message: `Er ging bij ons iets mis; noem bij een melding ${traceId}`,
    ...place,
    extensions: { code: 'INTERNAL', traceId },
  };
}

export function maskResult(result: ExecutionResult, traceId: string, log: FaultLog): MaskedResult {
  if (result.errors === undefined) return { data: result.data };
  const errors = result.errors.map((error) => maskError(error, traceId, log));
  return 'data' in result ? { errors, data: result.data } : { errors };
}

/** Something thrown outside a resolver, as the one error of a result. */
export const maskThrown = (thrown: unknown, traceId: string, log: FaultLog): GraphQLFormattedError => {
  if (thrown instanceof GraphQLError) return maskError(thrown, traceId, log);
  const original = thrown instanceof Error ? thrown : new Error(String(thrown));
  return maskError(new GraphQLError('fault', { originalError: original }), traceId, log);
};
