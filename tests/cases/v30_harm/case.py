"""Deaths averted: harm left at time s is exp(-s / tau), the response comes after Gamma(k, theta): e (1 + theta / tau)^-k.

With an attack of fixed length T, harm grows as (s / T)^g: e P(R < T) less e E[(R / T)^g; R < T].
"""
import math
import checks

TAU, DEATHS = 3, 200
RUNS = [dict(e=0.6, k=2, theta=1.5), dict(e=0.35, k=1, theta=4)]
FIXED = [(4, 1), (6, 2)]  # hours, g


def settings(p):
    return {'actors.raiders.ground_effect': p.e, 'response.decide': f'{{gamma: {{shape: {p.k}, scale: {p.theta} h}}}}'}


def lower_gamma(a, x):
    return 1 - checks.upper_gamma(a, x)


def expect(run, p):
    share = [[n / DEATHS for n in world] for world in run.groups('averted_response')]
    expected = p.e * (1 + p.theta / TAU) ** -p.k
    yield checks.mean_of_groups('share averted', share, expected, sees=0.15 * expected)
    yield checks.exact('averted or dead', [a + d for a, d in zip(run.column('averted_response'), run.column('deaths'))], DEATHS)
    for t, g in FIXED:
        again = run.again('--worlds', 1, '--replications', 10000, '--set', f'incidents.only.duration={t} h', '--set', f'effect.harm_shape={g}')
        x = t / p.theta
        power = (p.theta / t) ** g * math.gamma(p.k + g) / math.gamma(p.k) * lower_gamma(p.k + g, x)  # E[(R / T)^g; R < T]
        left = lower_gamma(p.k, x) - power
        averted = [n / DEATHS for n in again.column('averted_response')]
        yield checks.mean(f'share averted, {t} h, g = {g}', averted, p.e * left, sees=0.1 * p.e * left)
