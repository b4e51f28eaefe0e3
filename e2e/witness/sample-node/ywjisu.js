'use strict';

// ywjisu, by the words of its document, 码号状态极速检测 API 接口规范, section 1.2.
//
// The document has no JavaScript, so there is nothing to repair.

const { createHash } = require('crypto');

exports.sdk = 'no SDK: plain Node, fetch';

exports.heard = async function heard(call) {
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const token = createHash('md5').update(call.account + call.secret + timestamp).digest('hex');
  const form = new URLSearchParams({
    code: call.account, pwd: call.password, mobiles: call.numbers, timestamp, token,
  });
  const answer = await fetch(call.url, { method: 'POST', body: form });
  const body = await answer.text();
  const { resultCode, resultObj } = JSON.parse(body);
  return {
    httpStatus: answer.status, body, code: resultCode,
    statuses: (resultObj || []).map((row) => row.status),
  };
};
