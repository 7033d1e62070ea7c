export { figuresChangedMessage } from './figures-changed.message.js';
export { STATE_PUBLISHER } from './figures-publisher.js';
export { publishFiguresMigrations } from './figures-sent.js';
export { PublishFiguresModule, type PublishFiguresOptions } from './publish-figures.module.js';
export { FIGURES_ANEW } from './publish-figures.reactor.js';
