// Filenames say the tier: .unit (no I/O), .int (a real Postgres), .e2e (the running product), .crash (processes killed).
export default {
  rootDir: '.',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#graphql/(.*)$': '<rootDir>/libs/$1/src/graphql.ts',
    '^#libs/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/setup/jest-global-setup.ts',
  globalTeardown: '<rootDir>/test/setup/jest-global-teardown.ts',
  testTimeout: 60_000,
  maxWorkers: 2,
};
