"""Erlang's delay formula: who waits, and how long; waiting is part of the notice."""
import math
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import queues  # noqa: E402

S = 24  # mean hours on scene
BURN = 40  # days
RUNS = [dict(a=1.2, teams=3), dict(a=0.4, teams=1)]


def settings(p):
    return {'attacks.total': f'{p.a * 24 / S} /d', 'units.company.strength': f'{40 * p.teams} persons'}


def expect(run, p):
    waits = queues.erlang_c(p.a, p.teams)
    wait = waits * S / (p.teams - p.a)
    calls = run.column('incidents')
    yield checks.exact('all reached', run.column('reached_ground'), 1.0)
    total = [n * hours for n, hours in zip(calls, run.column('stage_notice_h'))]
    # The queue is empty at the start; of 200 days the first few count a little less: under 2 % in all.
    yield checks.ratio('hours of waiting, whole run', total, calls, wait, sees=0.25 * wait)
    log = run.again('--events', '--replications', 300)
    rows = [[float(event['notice_h']) for event in events if float(event['onset_h']) > 24 * BURN]
            for events in log.events_by_row()]
    n = [len(row) for row in rows]
    yield checks.ratio('calls that wait', [sum(t > 0 for t in row) for row in rows], n, waits, sees=0.25 * waits)
    yield checks.ratio('hours of waiting', [sum(row) for row in rows], n, wait, sees=0.4 * wait)
    long = waits * math.exp(-(p.teams - p.a) * 12 / S)
    yield checks.ratio('calls that wait more than 12 h', [sum(t > 12 for t in row) for row in rows], n, long, sees=0.4 * long)
