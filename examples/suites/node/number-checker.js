'use strict';

// Asks Alibaba Cloud whether a number is in use, by the core of its official SDK.

const core = require('@alicloud/openapi-core');
const dara = require('@darabonba/typescript');
const { setTimeout: wait } = require('node:timers/promises');

class NumberChecker {
  // pause is how long it waits after it was told that it asks too often.
  constructor({ host, keyId, secret, pause }) {
    this.pause = pause;
    this.client = new core.default(new core.$OpenApiUtil.Config({
      endpoint: host, protocol: 'http', accessKeyId: keyId, accessKeySecret: secret,
    }));
  }

  // The status in Alibaba Cloud's word, such as NORMAL or NOT_EXIST.
  async status(number) {
    for (let left = 4; ; left -= 1) {
      try {
        return await this.ask(number);
      } catch (refused) {
        if (left === 0 || !String(refused.code).startsWith('Throttling')) throw refused;
        await wait(this.pause);
      }
    }
  }

  async ask(number) {
    const params = new core.$OpenApiUtil.Params({
      action: 'DescribePhoneNumberStatus', version: '2020-02-17', protocol: 'HTTPS', pathname: '/',
      method: 'POST', authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json',
    });
    const request = new core.$OpenApiUtil.OpenApiRequest({ query: { PhoneNumber: number } });
    const answer = await this.client.callApi(params, request, new dara.RuntimeOptions({}));
    return answer.body.PhoneStatus.Status;
  }
}

module.exports = { NumberChecker };
