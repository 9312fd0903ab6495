module.exports = require('../../eslint.arrows')(__dirname, {
  // Source of services that are made from it, which brings checks of its own.
  ignorePatterns: ['files'],
});
