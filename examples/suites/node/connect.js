'use strict';

const { NumberChecker } = require('./number-checker.js');

// connect is the checker where the suite asks, and as whom.
const connect = (options) => new NumberChecker({
  host: process.env.NUMSIM_ALIYUN_HOST,
  keyId: process.env.NUMSIM_ALIYUN_ACCESS_KEY_ID,
  secret: process.env.NUMSIM_ALIYUN_ACCESS_KEY_SECRET,
  ...options,
});

module.exports = { connect };
