"""Formulas of Erlang. a: calls in the mean time of service."""


def erlang_b(a, c):
    """Probability that all of c servers are busy, calls then lost."""
    loss = 1.0
    for k in range(1, c + 1):
        loss = a * loss / (k + a * loss)
    return loss


def erlang_c(a, c):
    """Probability that a call waits, calls then queued."""
    loss = erlang_b(a, c)
    return c * loss / (c - a * (1.0 - loss))
