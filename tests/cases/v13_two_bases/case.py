"""Two servers of which the nearer goes first, calls lost when both are busy: Larson's hypercube with N = 2."""
import checks

RUNS = [dict(first=0.4, second=0.8), dict(first=0.9, second=0.3)]  # calls in the mean time of service
ARGS = ['--events']
BURN = 20  # days


def settings(p):
    return {'attacks.total': f'{p.first + p.second} /d', 'localities.village.hazard': p.first,
            'localities.hamlet.hazard': p.second}


def balance(p):
    """(p10, p01, p11): probabilities that only the first, only the second, both are busy; service takes 1.

    (l + 1) p10 = l1 p00 + p11,  (l + 1) p01 = l2 p00 + p11,  2 p11 = l (p10 + p01),  all add up to 1.
    """
    l1, l2 = p.first, p.second
    l = l1 + l2
    p00 = 1 / (1 + l + l * l / 2)
    p11 = p00 * l * l / 2
    return (l1 * p00 + p11) / (l + 1), (l2 * p00 + p11) / (l + 1), p11


def expect(run, p):
    only_first, only_second, both = balance(p)
    rows = [[event for event in events if float(event['onset_h']) > 24 * BURN] for events in run.events_by_row()]

    def share(what, place, base, expected):
        calls = [[event['base'] for event in events if event['locality'] == place] for events in rows]
        return checks.ratio(what, [bases.count(base) for bases in calls], [len(bases) for bases in calls], expected, sees=0.06)
    yield share('village: its own camp', 'village', 'first', 1 - only_first - both)
    yield share('village: the other', 'village', 'second', only_first)
    yield share('village: lost', 'village', '', both)
    yield share('hamlet: its own camp', 'hamlet', 'second', 1 - only_second - both)
    yield share('hamlet: the other', 'hamlet', 'first', only_second)
    yield share('hamlet: lost', 'hamlet', '', both)
