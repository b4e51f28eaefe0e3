import pytest

from number_checker import AnswerLost


@pytest.mark.parametrize(
    "number, status",
    [("13900100200", "NORMAL"), ("13900100404", "NOT_EXIST"), ("13900100402", "SHUTDOWN")],
)
def test_status(checker, number, status):
    assert checker.status(number) == status


def test_a_lost_answer_is_not_asked_for_again(checker):
    with pytest.raises(AnswerLost):
        checker.status("13900110200")
