"""A suite that passes with a client that must not: it asks again when an answer
is lost, and pays for the number twice. Its own assertion cannot see that; the
simulator can.

    pytest careless.py
"""

from conftest import connect


def test_a_lost_answer_is_asked_for_again():
    assert connect(ask_again_when_lost=True).status("13900110200") == "NORMAL"
