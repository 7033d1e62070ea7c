import type { Identity } from '#libs/access';
import { Query } from '@nestjs/cqrs';
import type { Result } from '#libs/kernel';
import type { Figures } from './figures/figures.js';
import type { FiguresQuestion } from './figures/question.js';

/** The figures of one scope and period, as this person may see them. */
export class ReadFigures extends Query<Result<Figures>> {
  constructor(
    readonly identity: Identity,
    readonly question: FiguresQuestion,
  ) {
    super();
  }
}

/** The figures of every municipality within the scope of the question, in order of code, all from one snapshot. */
export class ReadFiguresPerMunicipality extends Query<Result<readonly Figures[]>> {
  constructor(
    readonly identity: Identity,
    readonly question: FiguresQuestion,
  ) {
    super();
  }
}
