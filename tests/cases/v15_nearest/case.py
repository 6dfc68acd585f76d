"""The nearest of n camps that lie uniformly about: P(D > d) = (1 - pi d^2 / L^2)^n."""
import math
import checks

N, SPEED = 5, 30
DEGREE = math.pi / 180 * 6371.0088  # km of a degree
SIDE = 1.8 * DEGREE


def expect(run, p):
    distances = [hours * SPEED for hours in run.column('stage_travel_h')]
    half = SIDE / 2

    def cdf(d):
        return 1 - (1 - math.pi * min(d, half) ** 2 / SIDE ** 2) ** N
    inside = [d for d in distances if d <= half]  # up to there the circle lies in the square
    yield checks.proportion('none within half a side', len(distances) - len(inside), len(distances), 1 - cdf(half))
    yield checks.distribution('nearest', inside, lambda d: cdf(d) / cdf(half))
    median = SIDE * math.sqrt((1 - 0.5 ** (1 / N)) / math.pi)
    yield checks.quantile('median distance', distances, 0.5, median)
    yield checks.exact('one attack in every world', run.column('reached_ground'), 1.0)
