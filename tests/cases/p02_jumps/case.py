"""Covariates that jump inside a week act from that moment: shocks and how they fade, the time before a vote, options; hazards are constant between looks."""
import math
import checks

RUNS = [dict(rate=0.3, shock=2.0, election=0.0, reinforcement=0.0), dict(rate=0.2, shock=0.0, election=1.5, reinforcement=0.0),
        dict(rate=0.2, shock=-0.5, election=-1.0, reinforcement=2.0)]
DAYS, MONTH, FADE = 30, 730.5 / 24, 10
WEEKS, COUP, VOTE, ASKED = [0, 7, 14, 21, 28], 10.5, 12, (10, 16)  # days


def settings(p):
    return {'host.moves.out.rate': f'{p.rate} /month', 'host.covariates.shock': p.shock,
            'host.covariates.election': p.election, 'host.covariates.reinforcement': p.reinforcement}


def hazards(p, looks, asked=False):
    """[(from, to, hazard a day)] between looks."""
    def shock(day):
        return 0.5 * math.exp(-(day + 30) / FADE) + (math.exp(-(day - COUP) / FADE) if day >= COUP else 0)
    ends = sorted({*looks, COUP, VOTE, DAYS})
    return [(a, b, p.rate / MONTH * math.exp(p.shock * (shock(a) - shock(0)) + p.election * (a >= VOTE)
                                             + p.reinforcement * (asked and ASKED[0] <= a < ASKED[1])))
            for a, b in zip(ends, ends[1:])]


def stay(pieces):
    """(probability of no loss, mean days without)."""
    kept, days = 1.0, 0.0
    for a, b, q in pieces:
        days += kept * -math.expm1(-q * (b - a)) / q
        kept *= math.exp(-q * (b - a))
    return kept, days


def expect(run, p):
    n = len(run.column('consent_lost', 'plain'))
    plain, asked = hazards(p, WEEKS), hazards(p, WEEKS + list(ASKED), True)
    for option, pieces in (('plain', plain), ('asked', asked)):
        kept, days = stay(pieces)
        yield checks.proportion(f'lost: {option}', sum(run.column('consent_lost', option)), n, 1 - kept)
        yield checks.mean(f'days before: {option}', run.column('days_consent_0', option), days, sees=1.0)
    # 4 days at most, six without, then a stay of its own
    whole = hazards(p, WEEKS + [4, 10])
    before, after = [x for x in whole if x[0] < 4], [x for x in whole if x[0] >= 10]
    yield checks.mean('days before: moved', run.column('days_consent_0', 'moved'),
                      stay(before)[1] + stay(after)[1], sees=1.0)
