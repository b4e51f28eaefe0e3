'use strict';

// The part the Node witnesses share: cases in, answers out, one JSON object a
// line, one case at a time.

const readline = require('readline');

// serve answers every case on stdin with what perform made of it, signed with
// the version of the package that is really loaded.
exports.serve = async function serve(pkg, perform) {
  const sdk = `${pkg} ${require(`${pkg}/package.json`).version}`;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const c = JSON.parse(line);
    const seen = await perform(c);
    process.stdout.write(JSON.stringify({ name: c.name, sdk, ...seen }) + '\n');
  }
  // The SDKs' keep-alive sockets would hold the process open.
  process.exit(0);
};

// parameters are the operation's own.
exports.parameters = function parameters(c) {
  if (c.operation === 'DescribePhoneNumberStatus') {
    return { PhoneNumber: c.phoneNumber };
  }
  return { AuthCode: c.authCode, InputNumber: c.phoneNumber, Mask: c.mask };
};

// answered reads either operation's answer, which all Node SDKs hand over as
// the parsed JSON document.
exports.answered = function answered(body, httpStatus) {
  const phone = body.PhoneStatus || body.Data || {};
  return {
    ok: true, status: phone.Status, carrier: phone.Carrier, serialId: phone.SerialId,
    requestId: body.RequestId, code: body.Code, message: body.Message, httpStatus,
  };
};

// fromXML takes the answer's fields out of a document an SDK hands over as
// text; the SDKs ship no parser a caller could use, and the fields are flat.
exports.fromXML = function fromXML(text) {
  const field = (name) => (text.match(new RegExp(`<${name}>([^<]*)</${name}>`)) || [])[1];
  return {
    RequestId: field('RequestId'), Code: field('Code'), Message: field('Message'),
    PhoneStatus: { Status: field('Status'), Carrier: field('Carrier'), SerialId: field('SerialId') },
  };
};
