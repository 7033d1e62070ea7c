import type { Projection } from '#libs/projections';
import { assessmentRecorded } from '../domain/assessment.events.js';

/** Name of the read model of assessments. */
export const ASSESSMENTS = 'assessments';

/** Every assessment as a row; which one holds is decided when asked, by the moment of knowledge. */
export const assessmentsProjection: Projection = {
  name: ASSESSMENTS,
  version: 1,
  tables: [
    {
      name: 'assessment',
      columns: {
        position: 'bigint not null',
        municipality: 'text not null',
        period: 'text not null',
        trede: 'smallint not null',
        approved_on: 'date not null',
        known_at: 'timestamptz not null',
        reason: 'text',
        remark: 'text',
      },
      primaryKey: ['position'],
      indexes: [['period', 'municipality']],
    },
  ],

  project(event) {
    if (event.type !== 'AssessmentRecorded') return [];
    const { municipality, period, trede, approvedOn, knownAt, reason, remark } = assessmentRecorded.parse({
      ...event.data,
      type: event.type,
    });
    return [
      {
        kind: 'insert',
        table: 'assessment',
        row: {
          position: event.position,
          municipality,
          period,
          trede,
          approved_on: approvedOn,
          known_at: knownAt,
          reason,
          remark,
        },
      },
    ];
  },

  touches(event) {
    if (event.type !== 'AssessmentRecorded') return [];
    const { municipality, period } = assessmentRecorded.parse({ ...event.data, type: event.type });
    return [`${municipality}/${period}`];
  },
};
