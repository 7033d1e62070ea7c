import { GraphQLError, parseValue, type GraphQLScalarType } from 'graphql';
import {
  InstantScalar,
  LocalDateScalar,
  MunicipalityCodeScalar,
  PeriodScalar,
  PositionScalar,
  ScopeScalar,
} from './scalars.js';

const refusalOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof GraphQLError ? error.extensions['code'] : error;
  }
};

describe('scalars', () => {
  const cases: readonly (readonly [GraphQLScalarType, unknown, unknown])[] = [
    [LocalDateScalar, '2023-02-28', '2023-02-28'],
    [LocalDateScalar, '2023-02-30', 'DATE_INVALID'],
    [LocalDateScalar, 20230228, 'BAD_USER_INPUT'],
    [InstantScalar, '2023-07-01T02:00:00+02:00', '2023-07-01T00:00:00.000Z'],
    [InstantScalar, '2023-07-01T02:00:00', 'INSTANT_INVALID'],
    [PeriodScalar, '2023-2', '2023-2'],
    [PeriodScalar, '2023-3', 'PERIOD_INVALID'],
    [MunicipalityCodeScalar, 'GM0344', 'GM0344'],
    [MunicipalityCodeScalar, 'PV26', 'MUNICIPALITY_INVALID'],
    [ScopeScalar, 'NL', 'NL'],
    [ScopeScalar, 'BE', 'SCOPE_INVALID'],
    [PositionScalar, 4_294_967_296, 4_294_967_296],
    [PositionScalar, -1, 'POSITION_INVALID'],
    [PositionScalar, 1.5, 'POSITION_INVALID'],
    [PositionScalar, '1', 'POSITION_INVALID'],
  ];

  it.each(cases)('%s reads %p as %p, in a variable and in a document alike', (scalar, value, outcome) => {
    expect(refusalOf(() => scalar.parseValue(value))).toEqual(outcome);
    const literal = parseValue(JSON.stringify(value));
    expect(refusalOf(() => scalar.parseLiteral(literal))).toEqual(outcome);
  });
});
