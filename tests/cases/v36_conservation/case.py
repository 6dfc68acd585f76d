"""What adds up in every replication of the Mali study: attacks, flights, money, soldiers, people within reach."""
import checks

STUDY = '../../../scenarios/mali-2023/study.yaml'
ARGS = ['--worlds', '8', '--replications', '2', '--central', '--set', 'consent=given']
NEVER = ['undetected', 'too_late', 'no_server', 'too_far', 'not_committed', 'not_permitted', 'aborted']
LINES = ['personnel', 'civilian', 'camps', 'air', 'convoys', 'overhead', 'one_off']
TIED = ['protection', 'convoys', 'civil', 'static']
REACH = ['reach_1h', 'reach_3h', 'reach_6h', 'reach_24h', 'reach_72h']
COVER = ['cov_pop_1h', 'cov_pop_3h', 'cov_pop_6h', 'cov_pop_24h']
ROLES = ['attack', 'utility', 'medevac', 'isr_manned', 'uav', 'fixed_wing']


def expect(run, p):
    rows = [{key: float(value) if value else None for key, value in row.items() if key not in ('option', 'status')}
            for row in run.table('runs.csv')]

    def column(metric):
        return [row[metric] for row in rows]

    def sums(metrics):
        return [sum(row[metric] for metric in metrics) for row in rows]

    def rising(metrics):
        return all(row[a] <= row[b] + 1e-12 for row in rows for a, b in zip(metrics, metrics[1:]))
    yield checks.holds('all replications ended well', all(row['status'] == 'ok' for row in run.table('runs.csv')))
    yield checks.exact('never reached, by cause', sums([f'never_{cause}' for cause in NEVER]), column('never'), 1e-8)
    yield checks.exact('reached, by means', sums(['reached_ground', 'reached_heliborne', 'reached_overflight']),
                       [1 - never for never in column('never')], 1e-8)
    yield checks.holds('shares reached rise with time', rising(REACH))
    yield checks.holds('shares covered rise with time', rising(COVER))
    yield checks.exact('undetected', [1 - share for share in column('detected')], column('never_undetected'), 1e-8)
    yield checks.exact('deaths', sums(['deaths', 'averted_response']), column('deaths_unmitigated'), 1e-8)
    yield checks.exact('averted', sums(['averted_response', 'averted_deterrence']), column('averted_total'), 1e-8)
    yield checks.exact('flights asked for or not', sums(['sorties_censored', 'sorties_requested']), column('sorties_needed'), 1e-8)
    fates = ['sorties_refused', 'sorties_lost_weather', 'sorties_lost_means', 'sorties_flown']
    yield checks.exact('fate of flights asked for', sums(fates), column('sorties_requested'), 1e-8)
    yield checks.exact('refused over asked for', [row['sorties_refused'] / row['sorties_requested'] for row in rows if row['sorties_requested']],
                       [row['denial_recorded'] for row in rows if row['sorties_requested']], 1e-8)
    yield checks.exact('cost by line', sums([f'cost_{line}_musd' for line in LINES]), column('cost_musd'), 1e-8)
    yield checks.holds('destroyed is part of the one-off cost', all(row['destroyed_musd'] <= row['cost_one_off_musd'] + 1e-9 for row in rows))
    yield checks.holds('no more tied down than there are', all(x is None or x <= 1 + 1e-12 for x in (
        sum(row[f'tied_{task}'] for task in TIED) if row['tied_civil'] is not None else None for row in rows)))
    yield checks.exact('usable over present', [row['troops_usable'] / row['troops_present'] for row in rows], column('tooth'), 1e-8)
    yield checks.holds('flyable hours are available ones', all(row[f'air_flyable_{role}_h'] <= row[f'air_available_{role}_h'] + 1e-6
                                                               for row in rows for role in ROLES))
    regions = {}
    for row in run.table('breakdown.csv'):
        if row['metric'] == 'incidents':
            key = row['option'], row['by']
            regions[key] = regions.get(key, 0.0) + float(row['mean'])
    for option in sorted({row['option'] for row in run.table('runs.csv')}):
        drawn = [float(row['incidents']) for row in run.table('runs.csv') if row['option'] == option and row['world'] != '0']
        mean = sum(drawn) / len(drawn)
        yield checks.exact(f'{option}: attacks by region, by actor', [regions[option, 'region'], regions[option, 'actor']], mean, 1e-6)
