module.exports = require('../../eslint.arrows')(__dirname);
