import { everySecond, histories } from './testing/histories.contract.js';

/**
 * Seeds of histories in which something was wrong, kept for good. So far none was found in the product: these are the few that see a
 * fault put in on purpose (a claim past its time or a leg that is done still shares, two households in a dwelling, needs that stay
 * in sight after the household went elsewhere).
 */
const KEPT = [11, 155, 196, 397];

histories('seeds that found something', KEPT);
histories('odd seeds', everySecond(1));
