import { ok, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Figures } from './figures/figures.js';
import { FiguresReader } from './figures.reader.js';
import { ReadFigures, ReadFiguresPerMunicipality } from './read-figures.query.js';
import { VisibleQuestions } from './visible-questions.js';

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
