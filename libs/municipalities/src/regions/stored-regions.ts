import { storedBy } from '#libs/event-store';
import { regionDecider } from './region.decider.js';
import { regionDefined } from './region.events.js';

export const regions = storedBy(regionDecider, regionDefined, ({ validFrom }) => validFrom);
