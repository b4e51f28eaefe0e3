'use strict';

// pop-core: the first generation of the Node SDK, V1 signatures only. POST puts
// every parameter, the signature included, into the form body.

const { RPCClient } = require('@alicloud/pop-core');
const { serve, parameters, answered } = require('../lines/lines.js');

async function perform(c) {
  const client = new RPCClient({
    accessKeyId: c.accessKeyId, accessKeySecret: c.accessKeySecret,
    securityToken: c.securityToken || undefined,
    endpoint: `http://${c.endpoint}`, apiVersion: '2020-02-17',
  });
  const params = parameters(c);
  if (c.format !== 'JSON') {
    params.Format = c.format;
  }
  try {
    return answered(await client.request(c.operation, params, { method: 'POST' }));
  } catch (err) {
    return refused(err);
  }
}

function refused(err) {
  const data = err.data || {};
  return {
    errorType: err.name, errorCode: err.code, message: err.message,
    httpStatus: err.entry && err.entry.response.statusCode,
    requestId: data.RequestId, hostId: data.HostId, recommend: data.Recommend,
  };
}

serve('@alicloud/pop-core', perform);
