"""Consent as a chain with an absorbing state: mean times to absorption and expected stays, for several starts."""
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import chains  # noqa: E402

STATES = ['cooperative', 'restrictive', 'obstructive', 'withdrawn']
RATES = {'cr': (0, 1, 0.08), 'rc': (1, 0, 0.04), 'ro': (1, 2, 0.10), 'or': (2, 1, 0.08), 'ow': (2, 3, 0.05)}
# ten times as fast, so that all are absorbed within the horizon: a tenth of 71.5, 59.0 and 44.0 months; then as it is
RUNS = [dict(start=0, speed=10), dict(start=1, speed=10), dict(start=2, speed=10), dict(start=1, speed=1)]
MONTHS = 3652 * 24 / 730.5


def rates(p):
    return {(a, b): rate * p.speed for a, b, rate in RATES.values()}


def settings(p):
    return {'host.state': STATES[p.start],
            **{f'host.moves.{name}.rate': f'{rate * p.speed} /month' for name, (_, _, rate) in RATES.items()}}


def expect(run, p):
    days = 730.5 / 24
    if p.speed == 10:
        mean = chains.absorption(4, rates(p))[p.start] * days
        yield checks.mean('days to absorption', run.column('days_to_consent_lost'), mean, sees=0.2 * mean)
        yield checks.exact('all are absorbed', run.column('consent_lost'), 1.0)
    spent, law = chains.stays(4, rates(p), p.start, MONTHS)
    for i in range(4):
        yield checks.mean(f'days {STATES[i]}', run.column(f'days_consent_{i}'), spent[i] * days)
    if p.speed == 1:
        yield checks.proportion('withdrawn at the end', sum(run.column('consent_lost')), 4000, law[3])
