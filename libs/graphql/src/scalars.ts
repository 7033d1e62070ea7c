import {
  isMunicipalityCode,
  isScope,
  parseInstant,
  parseLocalDate,
  parsePeriod,
  refuse,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Result,
  type Scope,
} from '#libs/kernel';
import { GraphQLError, GraphQLScalarType, Kind, TokenKind, type Token, type ValueNode } from 'graphql';

const OPENERS: ReadonlySet<TokenKind> = new Set([TokenKind.PAREN_L, TokenKind.BRACKET_L, TokenKind.BRACE_L]);
const CLOSERS: ReadonlySet<TokenKind> = new Set([TokenKind.PAREN_R, TokenKind.BRACKET_R, TokenKind.BRACE_R]);

/**
 * Where in the document a value stands, outermost first (`['input', 'on']`), so that a refusal can name the argument.
 * Walks the tokens back, because a scalar is handed its own node only. Empty for a document parsed without locations.
 */
export function pathOfLiteral(node: ValueNode): readonly string[] {
  const path: string[] = [];
  let closed = 0;
  let wanted = true;
  for (let token: Token | null | undefined = node.loc?.startToken.prev; token; token = token.prev) {
    if (CLOSERS.has(token.kind)) closed++;
    else if (closed > 0) {
      if (OPENERS.has(token.kind)) closed--;
    } else if (token.kind === TokenKind.PAREN_L) return path;
    else if (token.kind === TokenKind.BRACE_L) wanted = true;
    else if (token.kind === TokenKind.COLON && wanted) {
      if (token.prev?.value) path.unshift(token.prev.value);
      wanted = false;
    }
  }
  return path;
}

const invalid = (code: string, message: string, node?: ValueNode): GraphQLError =>
  new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: node }),
    extensions: { code, ...(node === undefined ? {} : { path: pathOfLiteral(node) }) },
  });

/** A scalar that is text on the wire and is only ever made by checking; its refusal keeps the kernel's code and message. */
function checkedText<T extends string>(
  name: string,
  description: string,
  parse: (text: string) => Result<T>,
): GraphQLScalarType<T, string> {
  const read = (value: unknown, node?: ValueNode): T => {
    if (typeof value !== 'string') throw invalid('BAD_USER_INPUT', `${name} is tekst: ${description}`, node);
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    const [first] = parsed.refusals;
    throw invalid(first?.code ?? 'BAD_USER_INPUT', first?.message ?? description, node);
  };
  return new GraphQLScalarType<T, string>({
    name,
    description,
    // What leaves was checked when it came in.
    serialize: (value) => String(value),
    parseValue: (value) => read(value),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}

export const LocalDateScalar = checkedText<LocalDate>(
  'LocalDate',
  'A day in Europe/Amsterdam, YYYY-MM-DD.',
  parseLocalDate,
);
export const InstantScalar = checkedText<Instant>(
  'Instant',
  'A moment by ISO 8601 with a zone or offset, 2023-07-01T00:00:00Z.',
  parseInstant,
);
export const PeriodScalar = checkedText<Period>(
  'Period',
  'Taakstellingsperiode, a half-year: 2023-1 or 2023-2.',
  parsePeriod,
);
export const MunicipalityCodeScalar = checkedText<MunicipalityCode>(
  'MunicipalityCode',
  'CBS code of a municipality, GM0344.',
  (text) =>
    isMunicipalityCode(text)
      ? { ok: true, value: text }
      : refuse('MUNICIPALITY_INVALID', `“${text.slice(0, 40)}” is geen CBS-code van een gemeente (GM0344)`),
);
export const ScopeScalar = checkedText<Scope>(
  'Scope',
  'What a figure is about: a municipality (GM0344), a province (PV26) or the country (NL).',
  (text) =>
    isScope(text)
      ? { ok: true, value: text }
      : refuse('SCOPE_INVALID', `“${text.slice(0, 40)}” is geen gemeente (GM0344), provincie (PV26) of NL`),
);

const readPosition = (value: unknown, node?: ValueNode): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid('POSITION_INVALID', 'Een positie in het logboek is een geheel getal vanaf 0', node);
};

/** A position in the log: a whole number from 0 up to 2^53 − 1, since GraphQL's Int ends at 2^31. */
export const PositionScalar = new GraphQLScalarType<number, number>({
  name: 'Position',
  description: 'A position in the event log: a whole number from 0 up to 2^53 - 1.',
  serialize: (value) => Number(value),
  parseValue: (value) => readPosition(value),
  parseLiteral: (node) => readPosition(node.kind === Kind.INT ? Number(node.value) : undefined, node),
});
