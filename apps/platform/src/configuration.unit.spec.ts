import { SettingsError } from '#libs/service';
import { readConfiguration } from './configuration.js';

describe('the settings', () => {
  it('have a default for everything', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: '' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      metricsPort: 9464,
      metricsHost: '127.0.0.1',
      databaseUrl: undefined,
      dataFolder: undefined,
      demo: undefined,
    });
  });

  it('name every variable that is wrong, at once', () => {
    expect(() => readConfiguration({ PORT: 'x', DATABASE_URL: 'mysql://x', DEMO: 'yes' })).toThrow(SettingsError);
    expect(() => readConfiguration({ PORT: '70000', DATABASE_URL: 'mysql://x' })).toThrow(/PORT[\s\S]*DATABASE_URL/);
  });
});
