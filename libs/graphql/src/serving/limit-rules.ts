import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  valueFromASTUntyped,
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
import type { ListSize } from '../field-extensions.js';
import { ASSUMED_LIST_SIZE, type Limits } from './limits.js';

/** What a selection asks for, fragments worked out. */
interface Weight {
  readonly depth: number;
  readonly aliases: number;
  readonly cost: number;
}

const NOTHING: Weight = { depth: 0, aliases: 0, cost: 0 };

type Variables = Readonly<Record<string, unknown>>;

/** GraphQL's own fields stand in no type. */
const META = new Map([SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]));

/** The introspection that tools send asks types of types of types, this deep; within it, depth does not count. */
const INTROSPECTION_DEPTH = 15;

const introspectionDepth = (depth: number): number => (depth <= INTROSPECTION_DEPTH ? 1 : depth);

/** Fields and types that describe the schema. */
const isOfGraphql = (name: string): boolean => name.startsWith('__');

/**
 * Rows of GraphQL's own lists, of types, fields and arguments, which multiply. Fewer than there are types: so that the
 * introspection of tools (8,638 by this) is within the limit once, and not twice.
 */
const INTROSPECTION_LIST_SIZE = 5;

/**
 * Weighs a document by walking it once per fragment, not once per use: a fragment that spreads another twice, which
 * spreads a third twice, … is exponential to expand and linear to weigh.
 */
class Scale {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly weights = new Map<string, Weight>();

  private readonly defaults = new Map<string, unknown[]>();
  /** A size was asked by an argument that a variable gives. */
  usedVariable = false;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      for (const { variable, defaultValue } of definition.variableDefinitions ?? []) {
        if (defaultValue === undefined) continue;
        const name = variable.name.value;
        this.defaults.set(name, [...(this.defaults.get(name) ?? []), valueFromASTUntyped(defaultValue)]);
      }
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
    const definition =
      isObjectType(parent) || isInterfaceType(parent)
        ? (parent.getFields()[field.name.value] ?? META.get(field.name.value))
        : META.get(field.name.value);
    const inner =
      field.selectionSet === undefined
        ? NOTHING
        : this.weigh(field.selectionSet, definition === undefined ? undefined : getNamedType(definition.type));
    const own = numberOf(definition, 'complexity') ?? 1;
    const depth = 1 + inner.depth;
    return {
      depth: isOfGraphql(field.name.value) ? introspectionDepth(depth) : depth,
      aliases: aliases + inner.aliases,
      cost: own + this.rows(field, definition, parent) * inner.cost,
    };
  }

  private rows(field: FieldNode, definition: Definition, parent: GraphQLNamedType | null | undefined): number {
    if (definition === undefined) return 1;
    const size = definition.extensions['listSize'] as ListSize | undefined;
    if (typeof size === 'number') return size;
    if (typeof size === 'object') return this.rowsByArgument(field, size);
    if (!isListType(getNullableType(definition.type))) return 1;
    return parent !== null && parent !== undefined && isOfGraphql(parent.name)
      ? INTROSPECTION_LIST_SIZE
      : ASSUMED_LIST_SIZE;
  }

  private rowsByArgument(field: FieldNode, { argument, rows }: Exclude<ListSize, number>): number {
    const given = field.arguments?.find(({ name }) => name.value === argument)?.value;
    if (given === undefined) return rows(undefined);
    if (given.kind !== Kind.VARIABLE) return rows(valueFromASTUntyped(given));
    this.usedVariable = true;
    const name = given.name.value;
    const value = this.variables[name];
    // Which operation of the document is meant is not known here: the one whose default asks most.
    const values = value === undefined ? (this.defaults.get(name) ?? [undefined]) : [value];
    return Math.max(...values.map(rows));
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

const tooMuch = (code: string, message: string, limit: number, actual: number): GraphQLError =>
  // A cost can be beyond every number; JSON has no infinity.
  new GraphQLError(message, { extensions: { code, limit, actual: Math.min(actual, Number.MAX_SAFE_INTEGER) } });

function weighAll(scale: Scale, schema: GraphQLSchema, document: DocumentNode): Weight {
  let { depth, aliases, cost } = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const type =
      definition.kind === Kind.OPERATION_DEFINITION
        ? schema.getRootType(definition.operation)
        : typeFromAST(schema, definition.typeCondition);
    const weight = scale.weigh(definition.selectionSet, type);
    const isIntrospection = type !== null && type !== undefined && isOfGraphql(type.name);
    depth = Math.max(depth, isIntrospection ? introspectionDepth(weight.depth) : weight.depth);
    aliases = Math.max(aliases, weight.aliases);
    cost = Math.max(cost, weight.cost);
  }
  return { depth, aliases, cost };
}

/** Whether what a document costs is known only with its variables. */
export function dependsOnVariables(schema: GraphQLSchema, document: DocumentNode): boolean {
  const scale = new Scale(schema, document, {});
  weighAll(scale, schema, document);
  return scale.usedVariable;
}

/** Why this document asks too much; empty when it does not. Without its variables, an argument counts as not given. */
export function exceeded(
  schema: GraphQLSchema,
  document: DocumentNode,
  limits: Limits,
  variables: Variables = {},
): readonly GraphQLError[] {
  const { depth, aliases, cost } = weighAll(new Scale(schema, document, variables), schema, document);
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
