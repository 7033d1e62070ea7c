import {
  COUNTRY,
  isProvinceCode,
  ok,
  parseInstant,
  parseLocalDate,
  parsePeriod,
  type Result,
  type Scope,
} from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { ReadFigures, type FiguresQuestion } from '#libs/taakstelling';
import { QueryBus } from '@nestjs/cqrs';
import { figuresDocument } from '../figures-document.js';
import { figuresText } from '../figures-text.js';
import type { FiguresOptions } from '../options.js';
import { caughtUp, whenOk, withStore } from '../store-session.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';

type Asked = Omit<FiguresQuestion, 'scope' | 'atLeast'>;

/** The figures of one scope and period (interfaces.md §1). Without a scope: the country. */
export async function figures(to: Terminal, options: FiguresOptions): Promise<ExitCode> {
  // What can be refused without a store is refused before one is started.
  return whenOk(to, read(options), (asked) =>
    withStore(to, options, async (session) => {
      const registry = session.app.get(MunicipalityRegistry);
      return whenOk(to, scopeOf(options, registry), async (scope) =>
        whenOk(to, await caughtUp(session), async (atLeast) => {
          const query = new ReadFigures(session.identity, { ...asked, scope, atLeast });
          return whenOk(to, await session.app.get(QueryBus).execute(query), (found) => {
            to.answer(figuresDocument(found), () => figuresText(found, nameOf(scope, registry)));
            return EXIT.done;
          });
        }),
      );
    }),
  );
}

function read(options: FiguresOptions): Result<Asked> {
  const period = parsePeriod(options.period, ['period']);
  if (!period.ok) return period;
  const asOf = options.asOf === undefined ? ok(undefined) : parseLocalDate(options.asOf, ['asOf']);
  if (!asOf.ok) return asOf;
  const knownAt = options.knownAt === undefined ? ok(undefined) : parseInstant(options.knownAt, ['knownAt']);
  if (!knownAt.ok) return knownAt;
  return ok({
    period: period.value,
    asOf: asOf.value,
    knownAt: knownAt.value,
    basis: options.basis,
    administration: options.administration,
    position: options.position,
  });
}

function scopeOf({ municipality, province }: FiguresOptions, registry: MunicipalityRegistry): Result<Scope> {
  if (municipality !== undefined) return registry.code(municipality, ['municipality']);
  if (province !== undefined) return registry.province(province, ['province']);
  return ok(COUNTRY);
}

/** Utrecht and Groningen are a province and a municipality. */
const nameOf = (scope: Scope, registry: MunicipalityRegistry): string =>
  isProvinceCode(scope) ? `Provincie ${registry.nameOf(scope)}` : registry.nameOf(scope);
