"""Limits of the tiny study: nothing to send, everything at once, no deterrence, full consent, no closure."""
import checks

STUDY = '../../../scenarios/tiny/study.yaml'
ARGS = ['--worlds', '20', '--replications', '10']
OPTIONS = ['status_quo', 'reinforce', 'one_camp']


def pairs(**values):
    return [word for path, value in values.items() for word in ('--set', f'{path.replace("__", ".")}={value}')]


def expect(run, p):
    none = run.again(*pairs(response__team_share=0, response__overflight='no'))
    for option in OPTIONS:
        yield checks.exact(f'{option}: nothing to send', none.column('never', option), 1.0)
        yield checks.exact(f'{option}: nothing averted', none.column('averted_response', option), 0.0)
        yield checks.exact(f'{option}: nobody covered', none.column('cov_pop_24h', option), 0.0)

    # Detected at once or after days; then nothing takes time, is refused or is too far, and there are teams enough.
    at_once = run.again('--option', 'status_quo', *pairs(
        detection__warning_probability=0, detection__fast='0 h', detection__slow='100 h', response__verify='0 h', response__decide='0 h',
        response__mobilise='0 h', response__ground_speed='1e9 km/h', response__ground_range='10000 km', response__on_scene='0 h',
        response__team_size='1 persons', response__commit_probability=1, response__commit_host_linked=1,
        host__states__restrictive__ground_access=1))
    yield checks.exact('reached at once: all that are detected', at_once.column('reach_1h', 'status_quo'), at_once.column('detected', 'status_quo'), 1e-8)
    fast = [share for share in at_once.column('detected', 'status_quo') if share is not None]
    yield checks.holds('some are detected, not all', 0.3 < sum(fast) / len(fast) < 0.8)

    for option in OPTIONS:
        yield checks.exact(f'{option}: beta 0, nothing deterred', run.column('averted_deterrence', option), 0.0)
        yield checks.exact(f'{option}: beta 0, the same attacks', run.column('incidents', option), run.column('incidents', 'status_quo'))
        yield checks.exact(f'{option}: beta 0, the same deaths without response', run.column('deaths_unmitigated', option),
                           run.column('deaths_unmitigated', 'status_quo'))

    full = run.again(*pairs(host__state='cooperative', host__states__cooperative__approve=1, host__states__cooperative__ground_access=1))
    for option in OPTIONS:
        yield checks.exact(f'{option}: full consent, nothing refused', full.column('never_not_permitted', option), 0.0)
        yield checks.exact(f'{option}: full consent, no unit refused', full.column('units_refused', option), 0.0)

    spike = run.again(*pairs(vacuum__spike=5))
    for option in ('status_quo', 'reinforce'):
        yield checks.exact(f'{option}: no closure, no vacuum', spike.column('incidents', option), run.column('incidents', option))
    more = spike.differences('incidents', 'one_camp', 'status_quo')
    yield checks.holds('a closure leaves a vacuum', min(more) >= 0 and sum(more) > 0, f'{sum(more) / len(more):.3g} attacks more')

    gone = run.again('--option', 'status_quo', *pairs(response__commit_probability=0, response__commit_host_linked=0))
    yield checks.exact('no will, none reached', gone.column('never', 'status_quo'), 1.0)
