import { availableParallelism } from 'node:os';

/** jest in ESM mode: run as `node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js`. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  // Real PostgreSQL and whole processes on a busy machine of two cores; a test that hangs fails all the same.
  testTimeout: 60_000,
  // The tests' server has room for so many pools.
  maxWorkers: Math.min(availableParallelism(), 6),
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    }],
  },
};
