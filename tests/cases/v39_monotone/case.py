"""More aircraft, troops, camps, consent, speed and will never make the response worse, in the mean over the same attacks."""
import checks

OPTIONS = ['tail', 'lift', 'troops', 'camp', 'approve', 'road']
BETTER = {'faster road': ['response.ground_speed=45 km/h'], 'quicker decision': ['response.decide={lognormal: {median: 0.5 h, log_sd: 0.9}}'],
          'more will': ['response.commit_probability=0.9'], 'more warning': ['detection.warning_probability=0.3'],
          'longer range': ['response.ground_range=250 km'], 'aircraft that fail less': ['fleets.armed.mtbf=300 h']}
MARGIN = 1e-3  # every one of them is felt


def better(what, more, less):
    differences = [a - b for a, b in zip(more, less) if a is not None and b is not None]
    yield checks.not_worse(what, differences)
    yield checks.holds(f'{what}: is felt', sum(differences) / len(differences) > MARGIN)


def expect(run, p):
    for option in OPTIONS:
        same = [a == b for a, b in zip(run.column('incidents', option), run.column('incidents', 'base'))]
        yield checks.holds(f'{option}: the same attacks', all(same))
        yield better(f'{option}: reached within 24 h', run.column('reach_24h', option), run.column('reach_24h', 'base'))
        yield checks.not_worse(f'{option}: reached within 6 h', run.differences('reach_6h', option, 'base'))
        yield checks.not_worse(f'{option}: hours', run.differences('resp_rmean_h', 'base', option))
    for what, settings in BETTER.items():
        again = run.again('--option', 'base', *(word for text in settings for word in ('--set', text)))
        yield better(f'{what}: reached within 24 h', again.column('reach_24h', 'base'), run.column('reach_24h', 'base'))
        yield checks.not_worse(f'{what}: hours', [a - b for a, b in zip(run.column('resp_rmean_h', 'base'), again.column('resp_rmean_h', 'base'))])
