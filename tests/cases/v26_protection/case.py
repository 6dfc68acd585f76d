"""Self-protection: 4.5 (p0 + p1 sqrt N) soldiers a camp, so that merging camps sets soldiers free."""
import math
import checks

RUNS = [dict(p0=8, p1=0.9, men=150, post=4.5, threat=1.0), dict(p0=5, p1=1.3, men=220, post=4, threat=1.2)]
CAMPS = 4


def settings(p):
    return {'protection.posts_fixed': p.p0, 'protection.posts_sqrt': p.p1, 'protection.soldiers_per_post': f'{p.post} persons',
            'protection.threat_factor': p.threat, **{f'units.of_{camp}.strength': f'{p.men} persons' for camp in 'abcd'}}


def expect(run, p):
    one_camp = p.post * p.threat * (p.p0 + p.p1 * math.sqrt(p.men))
    saved = p.post * p.threat * ((CAMPS - 1) * p.p0 + p.p1 * (CAMPS - math.sqrt(CAMPS)) * math.sqrt(p.men))
    yield checks.exact('usable in four camps', run.column('troops_usable', 'four'), CAMPS * (p.men - one_camp), 1e-8)
    yield checks.exact('set free by merging', run.differences('troops_usable', 'one', 'four'), saved, 1e-8)
    yield checks.exact('tied down', run.column('tied_protection', 'four'), one_camp / p.men, 1e-8)
    yield checks.exact('tooth', run.column('tooth', 'one'), 1 - (CAMPS * one_camp - saved) / (CAMPS * p.men), 1e-8)
