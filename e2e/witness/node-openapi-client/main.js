'use strict';

// openapi-client: the core the generated Node clients of 2021 to 2024 wrap,
// called with the parameters those clients pass to it.

const openapi = require('@alicloud/openapi-client');
const util = require('@alicloud/tea-util');
const { serve, parameters, answered, fromXML } = require('../lines/lines.js');

async function perform(c) {
  const client = new openapi.default(new openapi.Config({
    accessKeyId: c.accessKeyId, accessKeySecret: c.accessKeySecret,
    securityToken: c.securityToken || undefined,
    endpoint: c.endpoint, protocol: 'http',
  }));
  const xml = c.format === 'XML';
  const request = new openapi.OpenApiRequest({
    query: parameters(c),
    headers: xml ? { accept: 'application/xml' } : undefined,
  });
  const runtime = new util.RuntimeOptions(c.retry ? { autoretry: true } : {});
  try {
    const got = await client.callApi(params(c.operation, xml), request, runtime);
    return answered(xml ? fromXML(got.body) : got.body, got.statusCode);
  } catch (err) {
    return refused(err);
  }
}

// What the generated dytnsapi client passes for an operation; XML is to be
// had only as text.
function params(operation, xml) {
  return new openapi.Params({
    action: operation, version: '2020-02-17', protocol: 'HTTPS', pathname: '/',
    method: 'POST', authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: xml ? 'string' : 'json',
  });
}

function refused(err) {
  const data = err.data || {};
  return {
    errorType: err.name, errorCode: err.code, message: err.message, httpStatus: err.statusCode || data.statusCode,
    requestId: data.RequestId, hostId: data.HostId, recommend: data.Recommend,
  };
}

serve('@alicloud/openapi-client', perform);
