/** Packages that ship only ES modules and must be compiled for Jest on Node 20 and 22. */
const esm = ['jose', 'uuid', 'temporal-polyfill', 'temporal-utils', 'temporal-spec', 'rrule-temporal'];

module.exports = {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/domain',
    '<rootDir>/workflows',
    '<rootDir>/activities',
    '<rootDir>/worker',
    '<rootDir>/api',
    '<rootDir>/db',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/global-setup.js',
  globalTeardown: '<rootDir>/test/global-teardown.js',
  testTimeout: 180_000,
  maxWorkers: 2,
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
};
