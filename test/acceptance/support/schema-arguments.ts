import {
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** Values by the name of an argument or input field; what is not named gets one of its type. */
export type Values = Readonly<Record<string, unknown>>;

export interface RootField {
  /** As `Query.figures`. */
  readonly name: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
}

/** Every field that a client can begin a question with. */
export function rootFieldsOf(schema: GraphQLSchema): readonly RootField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ name: `${type?.name}.${field.name}`, operation, field })),
  );
}

/** A question for one root field, with all that it must be given and whatever of the rest is named in `values`. */
export function questionFor({ operation, field }: RootField, values: Values): { query: string; variables: Values } {
  const given = field.args.filter((arg) => isAsked(arg, values));
  const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  return {
    query: `${operation} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selectionOf(field.type)} }`,
    variables: Object.fromEntries(given.map((arg) => [arg.name, valueOf(arg, values)])),
  };
}

const isAsked = ({ name, type }: GraphQLArgument | GraphQLInputField, values: Values): boolean =>
  isNonNullType(type) || name in values;

const valueOf = ({ name, type }: GraphQLArgument | GraphQLInputField, values: Values): unknown => {
  const wanted = values[name];
  return wanted === undefined ? ofType(type, name, values) : wanted;
};

function ofType(type: GraphQLInputType, name: string, values: Values): unknown {
  if (isNonNullType(type)) return ofType(type.ofType, name, values);
  if (isListType(type)) return [ofType(type.ofType, name, values)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const asked = Object.values(type.getFields()).filter((field) => isAsked(field, values));
    return Object.fromEntries(asked.map((field) => [field.name, valueOf(field, values)]));
  }
  const byType = values[type.name];
  if (byType === undefined) throw new Error(`no value of ${type.name} is known for ${name}`);
  return byType;
}

/** What every answer has: why it was refused, or else its name. */
function selectionOf(type: GraphQLOutputType): string {
  if (isNonNullType(type) || isListType(type)) return selectionOf(type.ofType as GraphQLOutputType);
  if (isLeafType(type)) return '';
  return isObjectType(type) && 'refusal' in type.getFields() ? '{ refusal { code } }' : '{ __typename }';
}
