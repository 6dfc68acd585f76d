"""Contributors that leave: one exponential clock each, notice and ramp, some exempt."""
import math
import checks

RUNS = [dict(rate=0.02, weight=0.6), dict(rate=0.005, weight=1.2)]
DAYS = 3652


def settings(p):
    return {'force.departure_rate': f'{p.rate} /month', 'force.departure_restriction': p.weight}


def expect(run, p):
    hazard = p.rate * math.exp(p.weight * 0.5) * 24 / 730.5
    first_of_months = DAYS - 31  # decisions are looked at on the first of a month, the last one on 1 December
    chance = 1 - math.exp(-hazard * first_of_months)
    n = len(run.column('contributors_left'))
    yield checks.proportion('decided to leave', sum(run.column('contributors_left')), 2 * n, chance)
    stay = run.column('troops_end')
    yield checks.holds('nobody but the exempt when all are gone', min(stay) == 50.0, f'{min(stay)}')
    # gone 165 days after the decision in the mean; decisions fall on the first of the month after the clock has run out
    gone = 1 - math.exp(-hazard * (DAYS - 31 - 165))
    expected = 650 - 600 * gone
    yield checks.holds('persons at the end', abs(sum(stay) / n - expected) < 600 * hazard * 20 * math.exp(-hazard * 3400) + 6 * 300 / n ** 0.5,
                       f'{sum(stay) / n:.1f}, expected {expected:.1f}')
    none = run.again('--set', 'departures=given')
    yield checks.exact('switched off', none.column('troops_end'), 650.0)
