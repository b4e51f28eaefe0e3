'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { connect } = require('./connect.js');

const checker = connect({ pause: 600 });

test('a number in use', async () => {
  assert.equal(await checker.status('13900100200'), 'NORMAL');
});

test('a number that nobody has', async () => {
  assert.equal(await checker.status('13900100404'), 'NOT_EXIST');
});

test('too often: it waits, and asks again', async () => {
  assert.equal(await checker.status('13900110200'), 'NORMAL');
});
