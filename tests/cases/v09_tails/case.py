"""Serviceable tails among n: binomial."""
import math
import checks

RUNS = [dict(tails=4, mtbf=60, mttr=40), dict(tails=3, mtbf=20, mttr=30)]


def settings(p):
    return {'fleets.armed.tails': p.tails, 'fleets.armed.mtbf': f'{p.mtbf} h', 'fleets.armed.mttr': f'{p.mttr} h'}


def expect(run, p):
    up = p.mtbf / (p.mtbf + p.mttr)
    law = [math.comb(p.tails, k) * up ** k * (1 - up) ** (p.tails - k) for k in range(p.tails + 1)]
    reached = [round(4 * (1 - never)) for never in run.column('never')]
    yield checks.histogram('tails that went', [reached.count(k) for k in range(p.tails + 1)], law)
    yield checks.proportion('at least two', sum(k >= 2 for k in reached), len(reached), sum(law[2:]))
    yield checks.exact('sorties', run.column('sorties_response'), reached)
