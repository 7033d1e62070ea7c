import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import { ADMINISTRATIONS, FIGURES_PUBLISHED, PUBLISHERS, TAAKSTELLING_STATES } from '../domain/taakstelling.events.js';

export const AdministrationEnum = enumOf(ADMINISTRATIONS);
export const PublisherEnum = enumOf(PUBLISHERS);
export const PublishedFigureEnum = enumOf(FIGURES_PUBLISHED);
export const TaakstellingStateEnum = enumOf(TAAKSTELLING_STATES);

registerEnumType(AdministrationEnum, { name: 'Administration', description: 'Whose list a counted row stands on.' });
registerEnumType(PublisherEnum, { name: 'Publisher', description: 'Who published a figure.' });
registerEnumType(PublishedFigureEnum, { name: 'FigureKind', description: 'Which figure was published.' });
registerEnumType(TaakstellingStateEnum, { name: 'TaakstellingState', description: 'How firm a taakstelling is.' });
