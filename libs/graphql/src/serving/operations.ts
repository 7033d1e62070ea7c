import { canonicalJson, type JsonValue } from '#libs/kernel';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  print,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import { dependsOnVariables, exceeded, noIntrospectionRule } from './limit-rules.js';
import type { Limits } from './limits.js';

/** A question as it comes in over a socket or a stream. */
export interface Question {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A question that may be executed. */
export interface Operation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Prepared =
  | { readonly ok: true; readonly operation: Operation }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/** Documents that were found good; the same page asks the same few, and checking one costs about a millisecond. */
const REMEMBERED_DOCUMENTS = 500;

const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('Syntax Error', { extensions: { code: 'BAD_REQUEST' } });

/** graphql-js refuses a document of too many tokens with a syntax error that only its message tells apart. */
export const isTokenLimit = (message: string): boolean => message.includes('Parsing aborted');

export const tooLong = (limits: Limits): GraphQLError =>
  new GraphQLError(`De vraag is te lang (hoogstens ${limits.tokens} woorden en tekens)`, {
    extensions: { code: 'QUERY_TOO_LONG', limit: limits.tokens },
  });

/** Whether values nest deeper than this. Goes level by level: recursion is what a deep value would overflow. */
function isDeeper(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const inner of Object.values(item)) if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    level = next;
  }
  return false;
}

/** Parses, limits and validates questions, the same for every transport. */
export class Documents {
  private readonly checked = new Map<string, DocumentNode>();
  private readonly normalised = new WeakMap<DocumentNode, string>();
  private readonly variable = new WeakMap<DocumentNode, boolean>();
  private readonly rules: readonly ValidationRule[];

  constructor(
    readonly schema: GraphQLSchema,
    readonly limits: Limits,
    introspection: boolean,
  ) {
    this.rules = introspection ? specifiedRules : [...specifiedRules, noIntrospectionRule];
  }

  prepare(question: Question): Prepared {
    const document = this.read(question.query);
    if (!('kind' in document)) return { ok: false, errors: document };
    const variables = question.variables ?? {};
    const refused = this.refuseVariables(document, variables);
    if (refused.length > 0) return { ok: false, errors: refused };
    const definition = getOperationAST(document, question.operationName);
    if (definition === null || definition === undefined) {
      const error = new GraphQLError('De vraag noemt geen bewerking, of niet welke', {
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
      });
      return { ok: false, errors: [error] };
    }
    const operationName = definition.name?.value ?? null;
    return { ok: true, operation: { document, definition, operationName, variables } };
  }

  /** Why a good document may not be asked with these variables: too deep, or for more rows than is allowed. */
  refuseVariables(document: DocumentNode, variables: Readonly<Record<string, unknown>>): readonly GraphQLError[] {
    const limit = this.limits.variableDepth;
    if (isDeeper(variables, limit)) {
      const message = `De variabelen zijn te diep genest (hoogstens ${limit})`;
      return [new GraphQLError(message, { extensions: { code: 'VARIABLES_TOO_DEEP', limit } })];
    }
    let weighs = this.variable.get(document);
    if (weighs === undefined) {
      weighs = dependsOnVariables(this.schema, document);
      this.variable.set(document, weighs);
    }
    return weighs ? exceeded(this.schema, document, this.limits, variables) : [];
  }

  /**
   * Equal for two operations that ask the same: white space, comments and variables that the operation does not have
   * make no difference.
   */
  keyOf(operation: Operation): string {
    let text = this.normalised.get(operation.document);
    if (text === undefined) {
      text = print(operation.document);
      this.normalised.set(operation.document, text);
    }
    const variables: Record<string, JsonValue> = {};
    for (const { variable } of operation.definition.variableDefinitions ?? []) {
      const value = operation.variables[variable.name.value];
      if (value !== undefined) variables[variable.name.value] = value as JsonValue;
    }
    return `${operation.operationName ?? ''}\n${canonicalJson(variables)}\n${text}`;
  }

  /** Whether every field at the root of this operation carries this extension (`@Extensions({ … })`). */
  everyRootField(operation: Operation, extension: string): boolean {
    return this.rootFields(operation).every((extensions) => extensions?.[extension] === true);
  }

  /** Whether any field at the root of this operation carries this extension, or may do so. */
  someRootField(operation: Operation, extension: string): boolean {
    return this.rootFields(operation).some((extensions) => extensions === undefined || extensions[extension] === true);
  }

  private rootFields({ definition }: Operation): readonly (Readonly<Record<string, unknown>> | undefined)[] {
    const fields = this.schema.getRootType(definition.operation)?.getFields() ?? {};
    // A fragment at the root is rare; taken as unknown, it gets the careful treatment.
    return definition.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? fields[selection.name.value]?.extensions : undefined,
    );
  }

  private read(text: string): DocumentNode | readonly GraphQLError[] {
    const known = this.checked.get(text);
    if (known !== undefined) return known;
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: this.limits.tokens });
    } catch (error) {
      const parsed = asGraphQLError(error);
      return [isTokenLimit(parsed.message) ? tooLong(this.limits) : parsed];
    }
    const tooMuch = exceeded(this.schema, document, this.limits);
    if (tooMuch.length > 0) return tooMuch;
    const errors = validate(this.schema, document, this.rules);
    if (errors.length > 0) return errors;
    const oldest = this.checked.keys().next();
    if (this.checked.size >= REMEMBERED_DOCUMENTS && !oldest.done) this.checked.delete(oldest.value);
    this.checked.set(text, document);
    return document;
  }
}

export const isSubscription = (operation: Operation): boolean =>
  operation.definition.operation === OperationTypeNode.SUBSCRIPTION;
