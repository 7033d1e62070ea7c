import { visibleBasis, type Identity } from '#libs/access';
import { ok, refuse, startOf, type Result, type Scope } from '#libs/kernel';
import { existsOn, MunicipalityRegistry } from '#libs/municipalities';
import { Injectable } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Figures } from './figures/figures.js';
import type { Basis, FiguresQuestion } from './figures/question.js';
import { FiguresReader } from './figures.reader.js';
import { ReadFigures, ReadFiguresPerMunicipality } from './read-figures.query.js';

/** A question as a person may put it: some see of a municipality only what was published. */
@Injectable()
export class VisibleQuestions {
  constructor(private readonly registry: MunicipalityRegistry) {}

  of(identity: Identity, question: FiguresQuestion): Result<FiguresQuestion> {
    const { scope, basis, administration } = question;
    const visible = visibleBasis<Basis>(identity, {
      scope,
      province: this.registry.provinceOf(scope),
      ...(basis === undefined ? {} : { basis }),
      ...(administration === undefined ? {} : { administration }),
    });
    return visible.ok ? ok({ ...question, basis: visible.value }) : visible;
  }

  perMunicipality(identity: Identity, question: FiguresQuestion): Result<readonly FiguresQuestion[]> {
    const day = startOf(question.period);
    const scopes: readonly Scope[] = this.registry
      .within(question.scope)
      .filter((m) => existsOn(m, day))
      .map((m) => m.code);
    if (scopes.length === 0) {
      return refuse('SCOPE_UNKNOWN', `“${question.scope}” is geen bekende gemeente of provincie`, ['scope']);
    }
    const visible: FiguresQuestion[] = [];
    for (const scope of scopes) {
      const one = this.of(identity, { ...question, scope });
      if (!one.ok) return one;
      visible.push(one.value);
    }
    return ok(visible);
  }
}

@QueryHandler(ReadFigures)
export class ReadFiguresHandler implements IQueryHandler<ReadFigures> {
  constructor(
    private readonly visible: VisibleQuestions,
    private readonly reader: FiguresReader,
  ) {}

  async execute({ identity, question }: ReadFigures): Promise<Result<Figures>> {
    const allowed = this.visible.of(identity, question);
    return allowed.ok ? this.reader.read(allowed.value) : allowed;
  }
}

@QueryHandler(ReadFiguresPerMunicipality)
export class ReadFiguresPerMunicipalityHandler implements IQueryHandler<ReadFiguresPerMunicipality> {
  constructor(
    private readonly visible: VisibleQuestions,
    private readonly reader: FiguresReader,
  ) {}

  async execute({ identity, question }: ReadFiguresPerMunicipality): Promise<Result<readonly Figures[]>> {
    const allowed = this.visible.perMunicipality(identity, question);
    if (!allowed.ok) return allowed;
    const figures: Figures[] = [];
    for (const answer of await this.reader.readMany(allowed.value)) {
      if (!answer.ok) return answer;
      figures.push(answer.value);
    }
    return ok(figures);
  }
}
