"""Detection, verification, decision and mobilisation in a row, each lognormal and independent: their laws and that of
the sum, by convolution. (Its sample variance is left alone: with such tails it is far from normal.)"""
import itertools
import math
import checks

# median in hours and log-sd of each delay
RUNS = [dict(links=[(1.0, 1.0), (1.5, 0.9), (0.5, 0.4), (3.0, 0.5)]),
        dict(links=[(2.0, 0.5), (0.4, 0.7), (1.0, 0.9), (1.0, 0.3)])]
KEYS = ['detection.fast', 'response.verify', 'response.decide', 'response.mobilise']
STAGES = ['stage_detect_h', 'stage_verify_h', 'stage_decide_h', 'stage_notice_h']
CELL, CELLS = 0.1, 700  # hours: grid of the convolution


def settings(p):
    return {key: f'{{lognormal: {{median: {m} h, log_sd: {s}}}}}' for key, (m, s) in zip(KEYS, p.links)}


def lognormal_cdf(t, m, s):
    return 0.5 * math.erfc(-math.log(t / m) / s / math.sqrt(2)) if t > 0 else 0.0


def masses(m, s):
    """Probabilities of the cells of the grid."""
    edges = [lognormal_cdf(k * CELL, m, s) for k in range(CELLS + 1)]
    return [b - a for a, b in zip(edges, edges[1:])]


def convolution(a, b):
    reverse = b[::-1]
    return [math.fsum(map(float.__mul__, a[:k + 1], reverse[CELLS - 1 - k:])) for k in range(CELLS)]


def cdf_of_sum(links):
    """Distribution function of the sum; values of a cell stand in its middle."""
    total = masses(*links[0])
    for link in links[1:]:
        total = convolution(total, masses(*link))
    shift, sums = CELL * (len(links) - 1) / 2, [0.0]
    for mass in total:
        sums.append(sums[-1] + mass)

    def cdf(t):
        at = max(0.0, min((t - shift) / CELL, CELLS - 1))
        return sums[int(at)] + (at - int(at)) * (sums[int(at) + 1] - sums[int(at)])
    return cdf


def expect(run, p):
    hours = run.column('resp_rmean_h')
    means = [m * math.exp(s * s / 2) for m, s in p.links]
    variance = sum(mean ** 2 * math.expm1(s * s) for mean, (_, s) in zip(means, p.links))
    yield checks.mean('response: mean', hours, sum(means), math.sqrt(variance), sees=0.05 * sum(means))
    for stage, link in zip(STAGES, p.links):
        yield checks.distribution(stage, run.column(stage), lambda t: lognormal_cdf(t, *link))
    scores = [[math.log(t / m) / s for t in run.column(stage)] for stage, (m, s) in zip(STAGES, p.links)]
    for (a, first), (b, second) in itertools.combinations(zip(STAGES, scores), 2):
        yield checks.mean(f'correlation of {a[6:-2]} and {b[6:-2]}', [x * y for x, y in zip(first, second)], 0.0, 1.0)
    parts = zip(*(run.column(stage) for stage in STAGES))
    yield checks.exact('stages add up', [sum(part) for part in parts], hours, 1e-8)
    cdf = cdf_of_sum(p.links)
    for h in (sum(means) / 2, sum(means), 1.6 * sum(means)):
        yield checks.proportion(f'within {h:.3g} h', sum(t <= h for t in hours), len(hours), cdf(h))
