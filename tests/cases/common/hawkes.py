"""Moments of the discrete Hawkes law (MODEL.md P09a): attacks bring on more, at lags of whole steps."""
import math


def chain(step, kernel):
    """phi: probability that a lag goes on for another step; both in the same unit of time."""
    return math.exp(-step / kernel)


def window(n_step, mean, n, phi):
    """(mean, variance) of the attacks of n_step steps from the stationary state, `mean` a step in the long run, where
    what came before the window enters by its mean: each root is the head of a cluster that the end cuts off.

    T(r), the size of a cluster with r steps left after its head: 1 + a Poisson(n) number of T(r - lag), lag geometric.
    """
    one, square = [1.0], [1.0]  # E T(r), E T(r)^2
    near_one = near_square = 0.0  # sums over lags of g(lag) E T(r - lag) and E T(r - lag)^2
    for _ in range(1, n_step):
        near_one = phi * near_one + (1.0 - phi) * one[-1]
        near_square = phi * near_square + (1.0 - phi) * square[-1]
        one.append(1.0 + n * near_one)
        square.append(n * near_square + one[-1] ** 2)
    roots = [mean * (1.0 - n) + mean * n * phi ** step for step in range(n_step)]
    return (math.fsum(rate * one[n_step - 1 - step] for step, rate in enumerate(roots)),
            math.fsum(rate * square[n_step - 1 - step] for step, rate in enumerate(roots)))


def one_step_variance(mean, n, phi):
    """Variance of the attacks of one step far from the start."""
    al = n * (1.0 - phi)
    rest = 1.0 - (al + phi) ** 2
    return mean * (rest + al ** 2) / rest


def next_step_covariance(mean, n, phi):
    """Covariance of the attacks of two steps in a row, far from the start (autoregression of the intensity)."""
    al = n * (1.0 - phi)
    return mean * al * (1.0 - (al + phi) * phi) / (1.0 - (al + phi) ** 2)
