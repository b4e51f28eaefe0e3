import os

import pytest

from number_checker import NumberChecker


@pytest.fixture
def checker():
    return connect()


def connect(**options):
    return NumberChecker(
        os.environ["NUMSIM_ALIYUN_HOST"],
        os.environ["NUMSIM_ALIYUN_ACCESS_KEY_ID"],
        os.environ["NUMSIM_ALIYUN_ACCESS_KEY_SECRET"],
        **options,
    )
