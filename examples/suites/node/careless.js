'use strict';

// A suite that passes with a client that must not: told that it asks too often,
// it asks again at once. Its own assertion cannot see that; the simulator can.
//
//     node --test careless.js

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { connect } = require('./connect.js');

test('too often: it asks again', async () => {
  assert.equal(await connect({ pause: 0 }).status('13900110200'), 'NORMAL');
});
