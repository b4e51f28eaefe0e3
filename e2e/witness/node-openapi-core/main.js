'use strict';

// openapi-core: the core today's generated Node clients wrap, called with the
// parameters those clients pass to it.

const core = require('@alicloud/openapi-core');
const dara = require('@darabonba/typescript');
const { serve, parameters, answered, fromXML } = require('../lines/lines.js');

async function perform(c) {
  const client = new core.default(new core.$OpenApiUtil.Config({
    accessKeyId: c.accessKeyId, accessKeySecret: c.accessKeySecret,
    securityToken: c.securityToken || undefined,
    endpoint: c.endpoint, protocol: 'http',
    retryOptions: c.retry ? retry() : undefined,
  }));
  const xml = c.format === 'XML';
  const request = new core.$OpenApiUtil.OpenApiRequest({
    query: parameters(c),
    headers: xml ? { accept: 'application/xml' } : undefined,
  });
  try {
    const got = await client.callApi(params(c.operation, xml), request, new dara.RuntimeOptions({}));
    return answered(xml ? fromXML(got.body) : got.body, got.statusCode);
  } catch (err) {
    return refused(err);
  }
}

function retry() {
  return new dara.RetryOptions({
    retryable: true,
    retryCondition: [{ maxAttempts: 3, exception: [], errorCode: ['ServiceUnavailable'] }],
    noRetryCondition: [],
  });
}

// What the generated dytnsapi client passes for an operation; XML is to be
// had only as text.
function params(operation, xml) {
  return new core.$OpenApiUtil.Params({
    action: operation, version: '2020-02-17', protocol: 'HTTPS', pathname: '/',
    method: 'POST', authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: xml ? 'string' : 'json',
  });
}

function refused(err) {
  const data = err.data || {};
  return {
    errorType: err.name, errorCode: err.code, message: err.message, httpStatus: err.statusCode,
    requestId: err.requestId, hostId: data.HostId, recommend: data.Recommend,
  };
}

serve('@alicloud/openapi-core', perform);
