import { StoreUnavailable } from '#libs/event-store';
import { GraphQLError } from 'graphql';
import { maskError } from './masked-errors.js';

describe('masked errors', () => {
  it('an unknown outcome is told as such, with what to do, and nothing of the inside; and it is logged', () => {
    const logged: unknown[] = [];
    const thrown = new StoreUnavailable(new Error('connect ECONNREFUSED'));
    const error = new GraphQLError(thrown.message, { path: ['tallyAdd'], originalError: thrown });
    const masked = maskError(error, 't1', (fault) => logged.push(fault));
    expect(masked).toMatchObject({ path: ['tallyAdd'], extensions: { code: 'STORE_UNAVAILABLE', traceId: 't1' } });
    expect(masked.message).toContain('dezelfde commandId');
    expect(JSON.stringify(masked)).not.toContain('ECONNREFUSED');
    expect(logged).toEqual([thrown]);
  });
});
