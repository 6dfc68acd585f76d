"""Teams out at a moment, when there are enough of them: Poisson with mean rate x time on scene, whatever its law."""
import math
import checks

BURST = 10.5  # days from the start


def exponential(mean):
    """(law, mean of min(S, t)) of an exponential time on scene, in hours."""
    return f'{{exponential: {{mean: {mean} h}}}}', lambda t: mean * (1 - math.exp(-t / mean))


def lognormal(median, log_sd):
    def part(t):  # E min(S, t)
        z = math.log(t / median) / log_sd
        below = median * math.exp(log_sd ** 2 / 2) * normal_cdf(z - log_sd)
        return below + t * (1 - normal_cdf(z))
    return f'{{lognormal: {{median: {median} h, log_sd: {log_sd}}}}}', part


def fixed(hours):
    return f'{hours} h', lambda t: min(hours, t)


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


RUNS = [dict(rate=1.1, law=exponential(24)), dict(rate=1.0, law=lognormal(20, 0.9)), dict(rate=1.5, law=fixed(18))]
ARGS = ['--events']


def settings(p):
    return {'attacks.total': f'{p.rate} /d', 'response.on_scene': p.law[0]}


def expect(run, p):
    mean = p.rate / 24 * p.law[1](24 * BURST)
    busy = [sum(event['outcome'] == 'no_server' for event in events) for events in run.events_by_row(kind='imposed')]
    yield checks.poisson('teams out', busy, mean, sees=0.25 * mean)
    last = 4
    law = [math.exp(-mean) * mean ** k / math.factorial(k) for k in range(last)]
    counts = [busy.count(k) for k in range(last)]
    yield checks.histogram('teams out', counts + [len(busy) - sum(counts)], law + [1 - sum(law)])
