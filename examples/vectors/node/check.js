'use strict';

// Signs as the providers document it, and holds the signer to every vector.
//
//     node check.js aliyun.json ksyun.json ywjisu.json

const { createHash, createHmac } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { isDeepStrictEqual } = require('node:util');

// encodeURIComponent leaves five characters alone that RFC 3986 reserves.
const escape = (text) => encodeURIComponent(text)
  .replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
const pairs = (params) => Object.keys(params).sort().map((name) => escape(name) + '=' + escape(params[name]));
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const mac = (key, text, digest = 'sha256') => createHmac(digest, key).update(text).digest();

function aliyunV1(given) {
  const params = {
    ...given.params,
    AccessKeyId: given.access_key_id, SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0',
    SignatureNonce: given.nonce, Timestamp: given.now,
  };
  if (given.security_token) params.SecurityToken = given.security_token;
  const toSign = given.method + '&%2F&' + escape(pairs(params).join('&'));
  const signature = mac(given.secret + '&', toSign, 'sha1').toString('base64');
  const place = given.method === 'GET' ? 'query' : 'form';
  const wire = { [place]: [...pairs(params), 'Signature=' + escape(signature)] };
  return { string_to_sign: toSign, signature, wire };
}

function aliyunV3(given) {
  const headers = {
    host: new URL(given.url).host, 'x-acs-action': given.action, 'x-acs-version': given.version,
    'x-acs-date': given.now, 'x-acs-signature-nonce': given.nonce, 'x-acs-content-sha256': sha256(''),
  };
  if (given.security_token) {
    headers['x-acs-accesskey-id'] = given.access_key_id;
    headers['x-acs-security-token'] = given.security_token;
  }
  const query = pairs(given.params);
  const { canonical, signed, lines } = canonicalRequest(given.method, query.join('&'), headers, sha256(''));
  const toSign = 'ACS3-HMAC-SHA256\n' + sha256(canonical);
  const signature = mac(given.secret, toSign).toString('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${given.access_key_id},SignedHeaders=${signed},Signature=${signature}`;
  const wire = { query, headers: [...lines, 'authorization: ' + authorization], body: '' };
  return { canonical_request: canonical, string_to_sign: toSign, signature, wire };
}

function ksyunV1(given) {
  const params = {
    ...given.params,
    Accesskey: given.access_key_id, Service: 'cpn', SignatureMethod: 'HMAC-SHA256',
    SignatureVersion: '1.0', Timestamp: given.now,
  };
  if (given.region) params.Region = given.region;
  const toSign = pairs(params).join('&');
  const signature = mac(given.secret, toSign).toString('hex');
  return { string_to_sign: toSign, signature, wire: { form: [...pairs(params), 'Signature=' + signature] } };
}

function ksyunAWS4(given) {
  const date = given.now.replace(/[-:]/g, '');
  const body = pairs(given.params).join('&');
  const headers = {
    accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded',
    host: new URL(given.url).host, 'x-amz-date': date,
  };
  const { canonical, signed, lines } = canonicalRequest('POST', '', headers, sha256(body));
  const scope = [date.slice(0, 8), given.region, 'cpn', 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const signature = mac(scope.reduce((key, part) => mac(key, part), 'AWS4' + given.secret), toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${given.access_key_id}/${scope.join('/')}, ` +
    `SignedHeaders=${signed}, Signature=${signature}`;
  const wire = { headers: [...lines, 'authorization: ' + authorization], body };
  return { canonical_request: canonical, string_to_sign: toSign, signature, wire };
}

function canonicalRequest(method, query, headers, bodyHash) {
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const text = names.map((name) => `${name}:${headers[name]}\n`).join('');
  return {
    canonical: [method, '/', query, text, signed, bodyHash].join('\n'),
    signed, lines: names.map((name) => `${name}: ${headers[name]}`),
  };
}

function ywjisuToken(given) {
  const timestamp = String(Date.parse(given.now) / 1000);
  const toSign = given.code + given.secret + timestamp;
  const token = createHash('md5').update(toSign).digest('hex');
  const form = pairs({ code: given.code, pwd: given.pwd, mobiles: given.mobiles, timestamp, token });
  return { string_to_sign: toSign, signature: token, wire: { form } };
}

const signers = {
  'aliyun v1': aliyunV1, 'aliyun v3': aliyunV3,
  'ksyun v1': ksyunV1, 'ksyun aws4': ksyunAWS4, 'ywjisu token': ywjisuToken,
};

let checked = 0;
let failed = 0;
for (const name of process.argv.slice(2)) {
  const file = JSON.parse(readFileSync(name, 'utf8'));
  if (file.format !== 1) throw new Error(`${name} has format ${file.format}: this program knows 1`);
  for (const vector of file.vectors) {
    const made = signers[`${file.provider} ${vector.scheme}`](vector.given);
    const wrong = ['canonical_request', 'string_to_sign', 'signature', 'wire']
      .filter((part) => !isDeepStrictEqual(made[part], vector[part]));
    for (const { mistake, signature } of vector.must_not) {
      if (signature === made.signature) wrong.push('mistake: ' + mistake);
    }
    console.log([wrong.length ? 'not ok' : 'ok', file.provider, vector.name, ...wrong].join(' '));
    checked += 1;
    failed += wrong.length > 0;
  }
}
console.log(`${checked} vectors, ${failed} failed`);
process.exitCode = failed || !checked ? 1 : 0;
