module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Suites that run against more than one server: tests in all but the file's name.
      files: ['src/contract/**', 'src/realHalf.ts'],
      rules: {
        'jest/no-export': 'off',
        'jest/valid-title': 'off',
        'jest/valid-describe-callback': 'off',
      },
    },
  ],
});
