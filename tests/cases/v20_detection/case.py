"""Detection is a mixture of a fast and a slow law; the share of the fast one follows the region, its mean is given."""
import math
import checks

# share of fast detection; medians in hours and log-sds; log-odds of fast detection per unit of telecom; share of warnings
RUNS = [dict(fast=0.55, quick=(1, 1), slow=(60, 0.7), telecom=0.0, warned=0.0),
        dict(fast=0.4, quick=(2, 0.5), slow=(40, 1.0), telecom=2.5, warned=0.2)]
ARGS = ['--events']
TELECOM, SHARE, LIMIT = {'town': 0.9, 'bush': 0.1}, {'town': 0.25, 'bush': 0.75}, 72


def settings(p):
    def law(m, s):
        return f'{{lognormal: {{median: {m} h, log_sd: {s}}}}}'
    return {'detection.fast_probability': p.fast, 'detection.fast': law(*p.quick), 'detection.slow': law(*p.slow),
            'detection.telecom': p.telecom, 'detection.warning_probability': p.warned}


def fast_shares(p):
    """Share of fast detection by region: logit^-1(a + telecom x), a so that the mean over attacks is `fast`."""
    def at(a):
        return {region: 1 / (1 + math.exp(-a - p.telecom * x)) for region, x in TELECOM.items()}
    low, high = -30.0, 30.0
    for _ in range(100):
        a = (low + high) / 2
        low, high = (a, high) if sum(SHARE[r] * q for r, q in at(a).items()) < p.fast else (low, a)
    return at(low)


def lognormal(m, s):
    return lambda t: 0.5 * math.erfc(-math.log(t / m) / s / math.sqrt(2))


def expect(run, p):
    quick, slow = lognormal(*p.quick), lognormal(*p.slow)
    for region, share in fast_shares(p).items():
        events = run.events(region=region)
        plain = [event for event in events if event['warned'] == '0']
        yield checks.proportion(f'{region}: warned', len(events) - len(plain), len(events), p.warned)
        yield checks.proportion(f'{region}: fast', sum(event['fast'] == '1' for event in plain), len(plain), share)
        yield checks.distribution(f'{region}: hours', [float(event['detect_h']) for event in plain],
                                  lambda t: share * quick(t) + (1 - share) * slow(t))
        missed = sum(event['outcome'] == 'undetected' for event in plain)
        yield checks.proportion(f'{region}: not within {LIMIT} h', missed, len(plain), share * (1 - quick(LIMIT)) + (1 - share) * (1 - slow(LIMIT)))
    leads = [-float(event['detect_h']) for event in run.events(warned=1)]
    if leads:
        yield checks.distribution('lead of warnings', leads, lognormal(8, 0.8))
