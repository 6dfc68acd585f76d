"""Covariates multiply the hazards of moves to a worse state by exp(weight x difference to the start); conditions may backfire."""
import math
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import chains  # noqa: E402

RUNS = [dict(tempo=0.5, disinformation=0.4, bloc=1.0, reinforcement=0.5, conditionality=0.6),
        dict(tempo=-0.4, disinformation=1.0, bloc=-0.5, reinforcement=0.8, conditionality=-0.5)]
WEEK = 168 / 730.5


def settings(p):
    return {f'host.covariates.{name}': weight for name, weight in vars(p).items()}


def mean_days(factors, start=0):
    """Days until consent is lost, with the factor on the move down in each state."""
    rates = {(0, 1): 0.5 * factors[0], (1, 0): 0.2, (1, 2): 0.3 * factors[1]}
    return chains.absorption(3, rates)[start] * 730.5 / 24


def expect(run, p):
    for option, shift in (('plain', 0.0), ('tempo', p.tempo * 1.0), ('talk', p.disinformation), ('bloc', -0.4 * p.bloc),
                          ('more', p.reinforcement)):
        expected = mean_days([math.exp(shift)] * 2)
        yield checks.mean(f'days until consent is lost: {option}', run.column('days_to_consent_lost', option), expected,
                          sees=0.25 * expected)
    # what is wanting in cooperation is 0 in the best state and 1/2 in the middle one; the week of a move keeps its hazard
    expected = mean_days([1.0, math.exp(p.conditionality * 0.5 * 0.5)])
    observed = run.column('days_to_consent_lost', 'lever')
    yield checks.mean('days until consent is lost: conditions', observed, expected, sees=0.25 * expected)
    again = run.again('--set', 'host.backfire=0.3', '--option', 'lever')
    worse = mean_days([1.0, math.exp(p.conditionality * 0.5 * 0.5)], 1)
    yield checks.mean('with a backfire of 0.3', again.column('days_to_consent_lost'), 0.7 * expected + 0.3 * worse,
                      sees=0.25 * expected)
    zero = run.again('--set', 'host.moves.down.rate=0 /month')
    given = run.again('--set', 'host.moves.down.rate=0 /month', '--set', 'consent=given')
    yield checks.same_bytes('no hazards: as given', zero.file('runs.csv'), given.file('runs.csv'))
