"""Leave to investigate: the number of weekly requests is geometric, cut at 90 days; a visit needs an escort and a road."""
import checks

# chance of leave in a month of asking, before and after consent worsens; chance that a move by road is let through
RUNS = [dict(open=0.4, closed=0.1, road=0.9), dict(open=0.05, closed=0.9, road=0.2)]
MONTH, WEEK, LAG, REQUESTS = 730.5 / 24, 7, 3, 13  # days; within 90 days
ESCORT = 0.5
TURN = 35  # days: requests before it are answered in the first state


def settings(p):
    return {'host.states.open.investigation': p.open, 'host.states.closed.investigation': p.closed,
            'host.states.open.ground_access': p.road, 'host.states.closed.ground_access': p.road}


def law(p, option):
    """Probabilities that the first, second, ... request brings leave, and that none does."""
    left, tries = 1.0, []
    for k in range(REQUESTS):
        month = p.closed if option == 'turning' and LAG + WEEK * k >= TURN else p.open
        success = 1 - (1 - month) ** (WEEK / MONTH)
        tries.append(left * success)
        left *= 1 - success
    return tries, left


def expect(run, p):
    for option in ('steady', 'turning'):
        tries, never = law(p, option)
        days = run.column('case_days', option)
        waits = [day for day in days if day is not None]
        yield checks.exact(f'{option}: one attack is a case', run.column('cases', option), 1)
        counts = [sum(abs(day - LAG - WEEK * k) < 1e-6 for day in waits) for k in range(REQUESTS)]
        yield checks.exact(f'{option}: leave comes at a request', sum(counts), len(waits))
        yield checks.histogram(f'{option}: requests made', counts + [len(days) - len(waits)], tries + [never])
        answered = [value for value in run.column('cases_answered', option)]
        yield checks.proportion(f'{option}: answered', sum(answered), len(answered), 1 - never)
        yield checks.exact(f'{option}: or unanswered', [a + b for a, b in zip(answered, run.column('cases_unanswered', option))], 1)
        mean = sum(q * (LAG + WEEK * k) for k, q in enumerate(tries)) / (1 - never)
        yield checks.mean(f'{option}: days to leave', waits, mean, sees=8)
        visited = (1 - never) * (1 - (1 - ESCORT * p.road) ** REQUESTS)
        yield checks.proportion(f'{option}: visited', sum(run.column('cases_visited', option)), len(days), visited)
