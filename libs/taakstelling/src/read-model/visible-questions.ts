import { authorise, visibleBasis, type Identity } from '#libs/access';
import { ok, startOf, type Result, type Scope } from '#libs/kernel';
import { existsOn, MunicipalityRegistry } from '#libs/municipalities';
import { Injectable } from '@nestjs/common';
import { scopeUnknown, type Basis, type FiguresQuestion, type VisibleQuestion } from './figures/question.js';

/** A question as a person may put it: some see of a municipality only what was published, and of sums no single row. */
@Injectable()
export class VisibleQuestions {
  constructor(private readonly registry: MunicipalityRegistry) {}

  of(identity: Identity, question: FiguresQuestion): Result<VisibleQuestion> {
    const { scope, basis, administration } = question;
    const visible = visibleBasis<Basis>(identity, {
      scope,
      province: this.registry.provinceOf(scope),
      ...(basis === undefined ? {} : { basis }),
      ...(administration === undefined ? {} : { administration }),
    });
    if (!visible.ok) return visible;
    return ok({ ...question, basis: visible.value, rowsVisible: this.rowsOf(identity, scope).ok });
  }

  perMunicipality(identity: Identity, question: FiguresQuestion): Result<readonly VisibleQuestion[]> {
    const day = startOf(question.period);
    const scopes: readonly Scope[] = this.registry
      .within(question.scope)
      .filter((m) => existsOn(m, day))
      .map((m) => m.code);
    if (scopes.length === 0) return scopeUnknown(question.scope);
    const visible: VisibleQuestion[] = [];
    for (const scope of scopes) {
      const one = this.of(identity, { ...question, scope });
      if (!one.ok) return one;
      visible.push(one.value);
    }
    return ok(visible);
  }

  /** Leave to see rows that are each about one household: what is shared for matching is no supervision data [domain.md §7]. */
  householdsOf(identity: Identity, scope: Scope): Result<true> {
    return authorise(identity, 'placement.readRows', {
      municipalities: this.registry.within(scope).map((m) => m.code),
      province: this.registry.provinceOf(scope),
    });
  }

  /**
   * Leave to see the single rows behind the figures of a scope, or `NOT_FOUND`. Never asked as a sum: a row shows one move
   * in one municipality, however large the scope it is asked for.
   */
  rowsOf(identity: Identity, scope: Scope): Result<true> {
    return authorise(identity, 'figures.read', {
      municipalities: this.registry.within(scope).map((m) => m.code),
      province: this.registry.provinceOf(scope),
      basis: 'computed',
    });
  }
}
