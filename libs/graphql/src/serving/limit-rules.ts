import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  typeFromAST,
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { ASSUMED_LIST_SIZE, type Limits } from './limits.js';

/** What a selection asks for, fragments worked out. */
interface Weight {
  readonly depth: number;
  readonly aliases: number;
  readonly cost: number;
}

const NOTHING: Weight = { depth: 0, aliases: 0, cost: 0 };

/** GraphQL's own description of the schema nests deeper than any page; graphql's rule on introspection bounds it. */
const isIntrospection = (field: FieldNode): boolean => field.name.value.startsWith('__');

/**
 * Weighs a document by walking it once per fragment, not once per use: a fragment that spreads another twice, which
 * spreads a third twice, … is exponential to expand and linear to weigh.
 */
class Scale {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly weights = new Map<string, Weight>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  weigh(set: SelectionSetNode, type: GraphQLNamedType | null | undefined): Weight {
    let { depth, aliases, cost } = NOTHING;
    for (const selection of set.selections) {
      const weight =
        selection.kind === Kind.FIELD
          ? this.weighField(selection, type)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.weigh(
                selection.selectionSet,
                selection.typeCondition ? typeFromAST(this.schema, selection.typeCondition) : type,
              )
            : this.weighFragment(selection.name.value);
      depth = Math.max(depth, weight.depth);
      aliases += weight.aliases;
      cost += weight.cost;
    }
    return { depth, aliases, cost };
  }

  private weighField(field: FieldNode, parent: GraphQLNamedType | null | undefined): Weight {
    const aliases = field.alias === undefined ? 0 : 1;
    if (isIntrospection(field)) return { depth: 1, aliases, cost: 1 };
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    const inner =
      field.selectionSet === undefined
        ? NOTHING
        : this.weigh(field.selectionSet, definition === undefined ? undefined : getNamedType(definition.type));
    const own = numberOf(definition, 'complexity') ?? 1;
    return { depth: 1 + inner.depth, aliases: aliases + inner.aliases, cost: own + rows(definition) * inner.cost };
  }

  private weighFragment(name: string): Weight {
    const known = this.weights.get(name);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    if (fragment === undefined) return NOTHING;
    // Stands while the fragment is weighed, so that a circle ends; graphql's own rule refuses the circle.
    this.weights.set(name, NOTHING);
    const condition = typeFromAST(this.schema, fragment.typeCondition);
    const weight = this.weigh(fragment.selectionSet, isCompositeType(condition) ? condition : undefined);
    this.weights.set(name, weight);
    return weight;
  }
}

type Definition = GraphQLField<unknown, unknown> | undefined;

function numberOf(definition: Definition, name: string): number | undefined {
  const value = definition?.extensions[name];
  return typeof value === 'number' ? value : undefined;
}

const rows = (definition: Definition): number =>
  definition !== undefined && isListType(getNullableType(definition.type))
    ? (numberOf(definition, 'listSize') ?? ASSUMED_LIST_SIZE)
    : 1;

const tooMuch = (code: string, message: string, limit: number, actual: number): GraphQLError =>
  // A cost can be beyond every number; JSON has no infinity.
  new GraphQLError(message, { extensions: { code, limit, actual: Math.min(actual, Number.MAX_SAFE_INTEGER) } });

/** Why this document asks too much; empty when it does not. */
export function exceeded(schema: GraphQLSchema, document: DocumentNode, limits: Limits): readonly GraphQLError[] {
  const scale = new Scale(schema, document);
  let { depth, aliases, cost } = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const type =
      definition.kind === Kind.OPERATION_DEFINITION
        ? schema.getRootType(definition.operation)
        : typeFromAST(schema, definition.typeCondition);
    const weight = scale.weigh(definition.selectionSet, type);
    depth = Math.max(depth, weight.depth);
    aliases = Math.max(aliases, weight.aliases);
    cost = Math.max(cost, weight.cost);
  }
  const errors: GraphQLError[] = [];
  if (depth > limits.depth) {
    errors.push(
      tooMuch('QUERY_TOO_DEEP', `De vraag is te diep genest (hoogstens ${limits.depth})`, limits.depth, depth),
    );
  }
  if (aliases > limits.aliases) {
    const message = `De vraag heeft te veel aliassen (hoogstens ${limits.aliases})`;
    errors.push(tooMuch('QUERY_TOO_MANY_ALIASES', message, limits.aliases, aliases));
  }
  if (cost > limits.cost) {
    const message = `De vraag vraagt te veel tegelijk (hoogstens ${limits.cost})`;
    errors.push(tooMuch('QUERY_TOO_COSTLY', message, limits.cost, cost));
  }
  return errors;
}

/** The limits as a rule for a server that validates by itself. Reports before all other rules. */
export const limitRule =
  (limits: Limits): ValidationRule =>
  (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      for (const error of exceeded(context.getSchema(), document, limits)) context.reportError(error);
    },
  });

/** Where introspection is off: nobody reads the schema from a running system. */
export const noIntrospectionRule: ValidationRule = (context) => ({
  Field(field) {
    if (field.name.value === '__schema' || field.name.value === '__type') {
      context.reportError(
        new GraphQLError('Het schema opvragen staat hier uit', {
          nodes: field,
          extensions: { code: 'INTROSPECTION_OFF' },
        }),
      );
    }
  },
});
