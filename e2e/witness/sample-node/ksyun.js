'use strict';

// Kingsoft Cloud, by the words of its document, 号码百科 openAPI: encode every
// name and value as a form does, then put + * %7E right.
//
// The document has no JavaScript, so there is nothing to repair.

const { createHmac } = require('crypto');

exports.sdk = 'no SDK: plain Node, fetch';

function encode(text) {
  const form = new URLSearchParams({ x: text }).toString().slice('x='.length);
  return form.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

function sign(params, secret) {
  const pairs = Object.keys(params).sort().map((name) => `${encode(name)}=${encode(params[name])}`);
  return createHmac('sha256', secret).update(pairs.join('&')).digest('hex');
}

exports.heard = async function heard(call) {
  const params = {
    [call.field]: call.numbers, Action: call.action, Version: '2019-05-01',
    SignatureVersion: '1.0', SignatureMethod: 'HMAC-SHA256',
    Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
    Service: 'cpn', Accesskey: call.account,
  };
  if (call.token) params.SecurityToken = call.token;
  if (call.dryRun) params.DryRun = call.dryRun;
  params.Signature = sign(params, call.secret);
  const answer = await fetch(call.url, { method: 'POST', body: new URLSearchParams(params) });
  const body = await answer.text();
  return { httpStatus: answer.status, body, ...told(JSON.parse(body)) };
};

function told(body) {
  if (body.Error) return { code: body.Error.Code };
  if (body.Result) return { statuses: [String(body.Result.PhoneStatus)] };
  return { statuses: (body.Data || [body]).map((row) => row.CheckStatus) };
}
