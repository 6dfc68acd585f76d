"""Erlang's loss formula, whatever the law of the time on scene."""
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import queues  # noqa: E402

S = 24  # mean hours on scene
RUNS = [dict(a=1.2, teams=3, law='{exponential: {mean: 24 h}}'), dict(a=0.9, teams=2, law='{lognormal: {mean: 24 h, sd: 40 h}}'),
        dict(a=4.0, teams=6, law='24 h'), dict(a=1.2, teams=3, law='{gamma: {shape: 0.5, mean: 24 h}}')]


def settings(p):
    return {'attacks.total': f'{p.a * 24 / S} /d', 'units.company.strength': f'{40 * p.teams} persons',
            'response.on_scene': p.law}


def expect(run, p):
    calls = run.column('incidents')
    lost = [share * n for share, n in zip(run.column('never_no_server'), calls)]
    loss = queues.erlang_b(p.a, p.teams)
    yield checks.ratio('lost', lost, calls, loss, sees=0.07 * loss)
    yield checks.exact('lost, or reached by road', [a + b for a, b in zip(run.column('never_no_server'), run.column('reached_ground'))], 1.0, 1e-8)
