/** Everything that a handler can ask leave for. */
export const OPERATIONS = [
  'figures.read',
  'assessments.read',
  'municipalities.read',
  'taakstelling.announce',
  'taakstelling.redistribute',
  'figure.publish',
  'realisation.record',
  'realisation.correct',
  'difference.explain',
  'policy.propose',
  'policy.adopt',
  'population.import',
  'assessment.import',
  'log.verify',
  'projection.rebuild',
  'log.replay',
  'graphiql.use',
  'bench.run',
] as const;
export type Operation = (typeof OPERATIONS)[number];
