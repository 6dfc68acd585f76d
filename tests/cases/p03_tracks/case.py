"""A political track: expected days in collapse, what a collapse and a vote do to attacks, who held it back, and a base that closes near the vote."""
import math
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import chains  # noqa: E402

RUNS = [dict(stall=0.1, mend=0.05, break_=0.08, heal=0.02, restraint=-0.8, forces=1.2, offices=-0.3, attacks=3, strikes=2, vote=1.5, closure=4),
        dict(stall=0.3, mend=0.1, break_=0.05, heal=0.2, restraint=0.5, forces=-0.6, offices=0.4, attacks=5, strikes=3, vote=1.0, closure=9)]
DAYS, WINDOW, TOTAL, STRIKES = 731, 60, 200 / 365.25, 1 / 30.4375  # a day
DEGREE = math.radians(6371.0088)  # km
MENDED, CLOSED = 364, {'close': 196, 'close_later': 396}  # days


def settings(p):
    moves = {'stall': p.stall, 'mend': p.mend, 'break': p.break_, 'heal': p.heal}
    return {**{f'tracks.accord.moves.{name}.rate': f'{rate} /month' for name, rate in moves.items()},
            'tracks.accord.restraint': p.restraint, 'tracks.accord.host_forces': p.forces, 'tracks.accord.good_offices': p.offices,
            'tracks.accord.collapse_attacks': p.attacks,
            'politics.election_attacks': p.vote, 'politics.election_closure': p.closure, 'tracks.accord.collapse_strikes': p.strikes}


def expect(run, p):
    month = 730.5 / 24
    shifts = {'stay': 0, 'leave': -p.restraint, 'forces': p.forces, 'silence': -p.offices}
    for option, factor in ((option, math.exp(shift)) for option, shift in shifts.items()):
        rates = {(0, 1): p.stall * factor, (1, 0): p.mend, (1, 2): p.break_ * factor, (2, 1): p.heal}
        spent = [stay * month for stay in chains.stays(3, rates, 0, DAYS / month)[0]]
        yield checks.mean(f'days in collapse: {option}', run.column('track_collapsed', option), spent[2], sees=40)
        plain = run.again('--set', 'politics.election_attacks=1', '--option', option)
        mean = TOTAL * (DAYS / 2 + DAYS / 2 + (p.attacks - 1) * spent[2] / 2)
        yield checks.mean(f'attacks: {option}', plain.column('incidents'), mean, sees=0.05 * mean)
    given, no_vote = ['--set', 'political_tracks=given'], ['--set', 'politics.election_attacks=1']
    vote = run.again(*given, '--option', 'stay')
    mean = TOTAL * (DAYS + (p.vote - 1) * WINDOW)
    yield checks.poisson('attacks with a vote', vote.column('incidents'), mean, sees=0.02 * mean)
    none = run.again(*given, *no_vote, '--option', 'stay', '--set', 'politics.good_offices_effect=0.2')
    yield checks.poisson('good offices that prevent a fifth', none.column('incidents'), 0.8 * TOTAL * DAYS)
    # collapsed from the start, as given, until an option mends it in the middle
    fallen = run.again(*given, *no_vote, '--option', 'mend', '--set', 'tracks.accord.state=2')
    yield checks.poisson('attacks: collapse as given', fallen.column('incidents'),
                         TOTAL * (DAYS / 2 + (p.attacks * MENDED + DAYS - MENDED) / 2))
    others = run.again(*given, *no_vote, '--option', 'mend', '--set', 'tracks.accord.state=2', '--set', 'actors.raiders.host_linked=no')
    yield checks.poisson('attacks by others than the parties', others.column('incidents'), TOTAL * DAYS)
    # those of a week are drawn at its beginning, here just before the change
    yield checks.poisson('attacks on the base: collapse as given', fallen.column('base_attacks'),
                         STRIKES * (p.strikes * (MENDED + 7) + DAYS - MENDED - 7), sees=0.1 * STRIKES * DAYS)
    yield checks.exact('days in collapse as given', fallen.column('track_collapsed'), MENDED, 1e-8)
    # a base that closes within the time around the vote, or after it: the jump fades step by step
    for option, spike in (('close', p.closure), ('close_later', 0)):
        closed = run.again(*given, *no_vote, '--option', option)
        days = sum(2 ** (-k / 30) for k in range(DAYS - CLOSED[option]))
        near = (1 + math.exp(-DEGREE / 80)) / 2  # the camp lies in the hills, the other village a degree away
        yield checks.poisson(f'attacks: {option}', closed.column('incidents'), TOTAL * (DAYS + spike * days * near))
    off = run.again('--set', 'political_tracks=off', '--set', 'tracks.accord.state=2', '--option', 'close')
    plain = run.again('--set', 'political_tracks=off', '--set', 'politics.elections.vote.at=2030-01-01', '--option', 'close')
    yield checks.exact('switched off: no vote, no collapse', off.column('incidents'), plain.column('incidents'))
