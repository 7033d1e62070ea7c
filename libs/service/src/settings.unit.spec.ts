import { readSettings, readTogether, serviceSettings, setting, SettingsError } from './index.js';

const faultsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
  }
  return [];
};

describe('the settings of a process', () => {
  it('have a default for everything that every process has', () => {
    expect(readSettings({}, serviceSettings)).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      METRICS_PORT: 9464,
      METRICS_HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    });
  });

  it('an empty variable is one that was not set', () => {
    expect(readSettings({ PORT: '', HOST: '  ' }, serviceSettings)).toMatchObject({ PORT: 3000, HOST: '127.0.0.1' });
  });

  it('name every variable that is wrong, and what it must be', () => {
    const shape = { ...serviceSettings, DATABASE_URL: setting.postgresUrl(), DEMO: setting.flag() };
    const env = { PORT: '70000', METRICS_PORT: 'x', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x', DEMO: 'ja' };
    const faults = faultsOf(() => readSettings(env, shape));
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'METRICS_PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'DEMO',
    ]);
    expect(faults[0]).toBe('PORT: moet een getal zijn van 0 tot en met 65535');
    expect(faultsOf(() => readSettings({}, shape))).toEqual(['DATABASE_URL: ontbreekt']);
  });

  it('that several parts look after are told of together', () => {
    const faults = faultsOf(() =>
      readTogether({
        ours: () => readSettings({ PORT: 'x' }, serviceSettings),
        theirs: () => {
          throw new RangeError('KAFKA_BROKERS must be host:port; SYSTEM_OIN must be 20 digits');
        },
        right: () => 1,
      }),
    );
    expect(faults.map((fault) => fault.split(/[: ]/)[0])).toEqual(['PORT', 'KAFKA_BROKERS', 'SYSTEM_OIN']);
  });
});
