"""More public cases than due diligence bears cap the support: with it goes its part of the hazard, from the next weekly look on."""
import math
import checks

RUNS = [dict(limit=1, cap=0.2), dict(limit=2, cap=0.2), dict(limit=1, cap=0.7), dict(limit=0, cap=0.0)]  # a limit of 0 is none
RATE, WEIGHT, DAYS, WANTING = 0.01, 2, 84, 0.5


def settings(p):
    return {'host.due_diligence_cases': p.limit, 'host.due_diligence_cap': p.cap}


def expect(run, p):
    support = p.cap if 0 < p.limit < 2 else 1
    hazard = RATE * (7 + (DAYS - 7) * math.exp(WEIGHT * WANTING * (support - 1)))
    lost = run.column('consent_lost')
    yield checks.exact('public cases', run.column('cases_visited'), 2)
    yield checks.proportion('consent lost', sum(lost), len(lost), 1 - math.exp(-hazard))
