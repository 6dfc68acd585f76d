"""The commit gate times (1 - night - mines - no cover)^kappa: who goes by road, by day and by night, with and without cover."""
import checks

# risks of night, mines and no cover; their exponent
RUNS = [dict(night=0.0, mines=0.0, bare=0.0, kappa=2), dict(night=0.3, mines=0.1, bare=0.2, kappa=2), dict(night=0.6, mines=0.5, bare=0.4, kappa=1)]
ARGS = ['--events']
COMMIT = 0.8


def settings(p):
    return {'response.risk_night': p.night, 'response.risk_mines': p.mines, 'response.risk_no_cover': p.bare,
            'response.risk_exponent': p.kappa, 'host.states.open.approve.attack': 0}  # it is asked for, and stays


def expect(run, p):
    for option in ('alone', 'covered'):
        for night in (False, True):
            events = [event for event in run.events(option, accepted=1) if (float(event['onset_h']) % 24 < 6 or float(event['onset_h']) % 24 >= 18) == night]
            risk = min(0.9, p.mines + p.night * night + p.bare * (option == 'alone'))
            gone = sum(event['mode'] == 'ground' for event in events)
            yield checks.proportion(f'{option}: go by {"night" if night else "day"}', gone, len(events), COMMIT * (1 - risk) ** p.kappa)
