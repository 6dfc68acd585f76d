"""A political track: expected days in collapse, what a collapse and a vote do to attacks, and who held it back."""
import math
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import chains  # noqa: E402

RUNS = [dict(stall=0.1, mend=0.05, break_=0.08, heal=0.02, restraint=-0.8, attacks=3, vote=1.5),
        dict(stall=0.3, mend=0.1, break_=0.05, heal=0.2, restraint=0.5, attacks=5, vote=1.0)]
DAYS, WINDOW, TOTAL = 731, 60, 200 / 365.25


def settings(p):
    moves = {'stall': p.stall, 'mend': p.mend, 'break': p.break_, 'heal': p.heal}
    return {**{f'tracks.accord.moves.{name}.rate': f'{rate} /month' for name, rate in moves.items()},
            'tracks.accord.restraint': p.restraint, 'tracks.accord.collapse_attacks': p.attacks,
            'politics.election_attacks': p.vote}


def expect(run, p):
    month = 730.5 / 24
    for option, factor in (('stay', 1.0), ('leave', math.exp(-p.restraint))):
        rates = {(0, 1): p.stall * factor, (1, 0): p.mend, (1, 2): p.break_ * factor, (2, 1): p.heal}
        spent = [stay * month for stay in chains.stays(3, rates, 0, DAYS / month)[0]]
        yield checks.mean(f'days in collapse: {option}', run.column('track_collapsed', option), spent[2], sees=40)
        plain = run.again('--set', 'politics.election_attacks=1', '--option', option)
        mean = TOTAL * (DAYS / 2 + DAYS / 2 + (p.attacks - 1) * spent[2] / 2)
        yield checks.mean(f'attacks: {option}', plain.column('incidents'), mean, sees=0.05 * mean)
    extra = run.again('--set', 'political_tracks=given', '--option', 'stay')
    mean = TOTAL * (DAYS + (p.vote - 1) * WINDOW)
    yield checks.poisson('attacks with a vote', extra.column('incidents'), mean, sees=0.02 * mean)
    none = run.again('--set', 'political_tracks=given', '--set', 'politics.good_offices_effect=0.2', '--set',
                     'politics.election_attacks=1', '--option', 'stay')
    yield checks.poisson('good offices that prevent a fifth', none.column('incidents'), 0.8 * TOTAL * DAYS)
