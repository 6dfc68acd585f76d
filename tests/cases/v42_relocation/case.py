"""A share of the attacks that presence deters moves to the neighbours; with a share of one the total stays."""
import math
import shutil
import checks

RUNS = [dict(share=0.0, beta=0.5), dict(share=0.4, beta=0.5), dict(share=1.0, beta=0.3)]
MEAN = 30.0  # attacks of each region under the force of the start


def settings(p):
    return {'deterrence.relocation': p.share, 'deterrence.beta': p.beta}


def expect(run, p):
    folder = run.folder.with_name(run.folder.name + '-plain')
    shutil.rmtree(folder, ignore_errors=True)
    plain = run.mandate('run', 'study.yaml', '--quiet', '--set', f'deterrence.beta={p.beta}', '-o', folder, out=folder)
    if p.share == 0:
        yield checks.same_bytes('a share of 0 is none at all', run.file('runs.csv'), plain.file('runs.csv'))
    yield checks.exact('the force of the start: the same attacks', run.column('incidents', 'same'), plain.column('incidents', 'same'))
    factor = {'same': 1.0, 'more': math.exp(-p.beta), 'none': math.exp(p.beta)}
    for option, d in factor.items():
        moved = p.share * (1 - d) * MEAN
        expected = {'west': d * MEAN, 'east': MEAN + moved, 'south': MEAN}
        for region, mean in expected.items():
            total = sum(float(row['mean']) for row in run.table('breakdown.csv')
                        if (row['option'], row['by'], row['key'], row['metric']) == (option, 'region', region, 'incidents'))
            n = len(run.column('incidents', option))
            yield checks.holds(f'{option}: {region}', abs(total - mean) < 6 * math.sqrt(mean / n), f'{total:.4g} for {mean:.4g}')
        yield checks.poisson(f'{option}: all', run.column('incidents', option), sum(expected.values()), sees=0.02 * 3 * MEAN)
        # one death each: those that the rate without presence would bring, less those of this rate
        most = math.exp(p.beta)
        unopposed = most * MEAN + MEAN + p.share * (1 - most) * MEAN + MEAN
        yield checks.mean(f'{option}: averted by deterrence, less what moves', run.column('averted_deterrence', option),
                          unopposed - sum(expected.values()), math.sqrt((most + p.share * most + 1) * MEAN), sees=0.05 * 3 * MEAN)
