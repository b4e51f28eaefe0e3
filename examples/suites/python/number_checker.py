"""Asks Alibaba Cloud whether a number is in use, by its official SDK."""

from alibabacloud_dytnsapi20200217 import models
from alibabacloud_dytnsapi20200217.client import Client
from alibabacloud_tea_openapi.models import Config
from alibabacloud_tea_util.models import RuntimeOptions
from darabonba.exceptions import UnretryableException


class AnswerLost(Exception):
    """The connection broke: nobody knows whether the call was charged."""


class NumberChecker:
    def __init__(self, host, key_id, secret, ask_again_when_lost=False):
        self._client = Client(Config(endpoint=host, protocol="http", access_key_id=key_id, access_key_secret=secret))
        self._again = ask_again_when_lost

    def status(self, number):
        """The status in Alibaba Cloud's word, such as NORMAL or NOT_EXIST."""
        try:
            return self._ask(number)
        except UnretryableException as lost:
            if self._again:
                return self._ask(number)
            raise AnswerLost(number) from lost

    def _ask(self, number):
        request = models.DescribePhoneNumberStatusRequest(phone_number=number)
        answer = self._client.describe_phone_number_status_with_options(request, RuntimeOptions())
        return answer.body.phone_status.status
