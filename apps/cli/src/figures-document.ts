import type { JsonObject } from '#libs/kernel';
import type { Figures } from '#libs/taakstelling';

/** The figures as JSON of interfaces.md §1, in its order of fields; what we know beyond it follows behind. */
export const figuresDocument = (figures: Figures): JsonObject => ({
  ...figures,
  closing: { ...figures.closing },
  schedule: { ...figures.schedule },
  koppelBalance: figures.koppelBalance.map((each) => ({ ...each })),
  forecast: {
    ...figures.forecast,
    withoutOneOffs: { ...figures.forecast.withoutOneOffs },
    oneOffs: figures.forecast.oneOffs.map((each) => ({ ...each })),
  },
  policy: { ...figures.policy },
  remarks: [...figures.remarks],
});
