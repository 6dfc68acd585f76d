"""validate and calibrate from outside: ranks of synthetic histories, nominal coverage, what is not scored, the worlds kept.

A synthetic history is a run of the same study with another seed, so the program knows the law from which it comes: the
ranks of such histories are uniform. MANDATE names the program (default: ./mandate at the top of the tree).
"""
import csv
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
TINY = ROOT / 'scenarios' / 'tiny' / 'study.yaml'
COLUMNS = ['id', 'from', 'to', 'place', 'of', 'metric', 'value', 'low', 'high', 'use', 'option', 'source', 'confidence']
FALSE_ALARM = 1e-9


def table(path):
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def binomial_tail(k, n, p):
    """Two-sided: twice the smaller tail of a binomial at k."""
    law = [math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p) + (n - i) * math.log(1 - p))
           for i in range(n + 1)]
    return min(1, 2 * min(sum(law[:k + 1]), sum(law[k:])))


def poisson(generator, mean):
    """Knuth's product for small means, a sum of parts for large ones."""
    if mean > 30:
        return poisson(generator, mean / 2) + poisson(generator, mean / 2)
    limit, n, product = math.exp(-mean), 0, generator.random()
    while product > limit:
        n, product = n + 1, product * generator.random()
    return n


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix='mandate-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def mandate(self, *arguments, status=0):
        done = subprocess.run([MANDATE, *map(str, arguments)], capture_output=True, text=True, encoding='utf-8', timeout=280)
        self.assertEqual(done.returncode, status, f'mandate {" ".join(map(str, arguments))}\n{done.stderr[-2000:]}')
        return done

    def study(self, text_of=lambda text: text):
        path = self.folder / 'study.yaml'
        path.write_text(text_of(TINY.read_text(encoding='utf-8')), encoding='utf-8')
        return path

    def observed(self, rows):
        """A file of observed data; what a row leaves out is of the whole year and mission."""
        whole = {'from': '2024-01-01', 'to': '2024-12-31', 'place': 'mission', 'use': 'calibrate', 'source': 'example', 'confidence': 'C'}
        path = self.folder / 'observed.csv'
        with open(path, 'w', newline='', encoding='utf-8') as file:
            writer = csv.DictWriter(file, COLUMNS, restval='')
            writer.writeheader()
            for number, row in enumerate(rows):
                row = {**whole, 'id': f'row_{number}', **row}
                row.setdefault('low', row['value'])
                row.setdefault('high', row['value'])
                writer.writerow(row)
        return path

    def validate(self, study, rows, *more, worlds=150, replications=4):
        out = self.folder / 'validation'
        self.mandate('validate', study, '--observed', self.observed(rows), '-o', out, '--no-smell', '--quiet', '--worlds', worlds,
                     '--replications', replications, *more)
        return {row['id']: row for row in table(out / 'validation.csv')}


RECORDED = ('  ledger:', '  observation: {un_coverage: {uncertain: {triangular: [0.5, 0.8, 1.2]}, source: example, confidence: C}}\n\n  ledger:')


class Validate(Case):
    def histories(self, study, worlds):
        """(attacks, deaths, coverage of the record) of runs with another seed."""
        out = self.folder / 'history'
        self.mandate('run', study, '-o', out, '--quiet', '--option', 'status_quo', '--seed', 4711, '--worlds', worlds, '--replications', 1)
        coverage = {row['world']: float(row['observation.un_coverage']) for row in table(out / 'worlds.csv')}
        return [(float(row['incidents']), float(row['deaths']), coverage[row['world']]) for row in table(out / 'runs.csv')]

    def test_a_calibrated_simulator_covers_at_its_nominal_rate(self):
        study, generator, n = self.study(lambda text: text.replace(*RECORDED)), random.Random(1), 400
        rows = []
        for attacks, deaths, coverage in self.histories(study, n):
            rows.append({'metric': 'attacks_recorded', 'value': attacks})
            rows.append({'metric': 'civilians_killed_un', 'value': poisson(generator, coverage * deaths)})
        verdicts = self.validate(study, rows, worlds=400)
        for metric in ('attacks_recorded', 'civilians_killed_un'):
            ranks = [float(row['pit']) for row in verdicts.values() if row['metric'] == metric]
            self.assertEqual(len(ranks), n)
            for level in (0.5, 0.8, 0.95):
                inside = sum((1 - level) / 2 <= rank <= (1 + level) / 2 for rank in ranks)
                self.assertGreater(binomial_tail(inside, n, level), FALSE_ALARM, f'{metric}: {inside} of {n} inside {level}')
            low = sum(rank < 0.5 for rank in ranks)
            self.assertGreater(binomial_tail(low, n, 0.5), FALSE_ALARM, f'{metric}: {low} of {n} below the median')

    def test_a_wrong_simulator_is_caught(self):
        study = self.study(lambda text: text.replace(*RECORDED))
        rows = [{'metric': 'attacks_recorded', 'value': 2 * attacks} for attacks, _, _ in self.histories(study, 60)]
        inside = sum(int(row['in_95']) for row in self.validate(study, rows).values())
        self.assertLess(binomial_tail(inside, 60, 0.95), FALSE_ALARM)

    def test_values_are_those_of_the_run(self):
        study, out = self.study(), self.folder / 'run'
        self.mandate('run', study, '-o', out, '--quiet', '--option', 'status_quo', '--worlds', 6, '--replications', 3)
        runs = table(out / 'runs.csv')
        verdicts = self.validate(study, [{'metric': 'attacks_recorded', 'value': 1}, {'metric': 'flight_requests', 'value': 1},
                                         {'metric': 'share_attended_24h', 'value': 0.2}], worlds=6, replications=3)
        mean = lambda metric: sum(float(row[metric]) for row in runs) / len(runs)
        self.assertAlmostEqual(float(verdicts['row_0']['mean']), mean('incidents'), places=9)
        self.assertEqual(verdicts['row_1']['n'], '18')
        self.assertAlmostEqual(float(verdicts['row_1']['mean']), mean('sorties_requested'), places=9)
        self.assertAlmostEqual(float(verdicts['row_2']['mean']), mean('reach_24h'), places=9)

    def test_windows_places_and_actors_add_up(self):
        halves = [('2024-01-01', '2024-05-31'), ('2024-06-01', '2024-12-31')]
        rows = [{'id': 'all', 'metric': 'attacks_recorded', 'value': 1}]
        rows += [{'id': f'{place}{of}{start}', 'metric': 'attacks_recorded', 'value': 1, 'place': place, 'of': of, 'from': start, 'to': end}
                 for place in ('plain', 'hills') for of in ('raiders', 'host_forces') for start, end in halves]
        verdicts = self.validate(self.study(), rows, worlds=5)
        parts = sum(float(row['mean']) for key, row in verdicts.items() if key != 'all')
        self.assertAlmostEqual(float(verdicts['all']['mean']), parts, places=9)

    def test_what_is_not_scored(self):
        rows = [{'id': 'input', 'metric': 'attacks_recorded', 'value': 90, 'use': 'input'},
                {'id': 'face', 'metric': 'attacks_recorded', 'value': 90, 'use': 'face'},
                {'id': 'before', 'metric': 'attacks_recorded', 'value': 90, 'from': '2023-12-31'},
                {'id': 'after', 'metric': 'attacks_recorded', 'value': 90, 'to': '2025-01-01'},
                {'id': 'never', 'metric': 'drone_hours', 'value': 90},
                {'id': 'other', 'metric': 'attacks_recorded', 'value': 90, 'option': 'reinforce; one_camp'},
                {'id': 'holdout', 'metric': 'attacks_recorded', 'value': 90, 'use': 'holdout', 'option': 'reinforce;status_quo'}]
        verdicts = self.validate(self.study(), rows, worlds=5)
        self.assertEqual({key: row['standing'] for key, row in verdicts.items()},
                         {'input': 'input', 'face': 'face', 'before': 'outside', 'after': 'outside', 'never': 'not_simulated',
                          'other': 'other_option', 'holdout': 'scored'})
        self.assertTrue(verdicts['input']['mean'] and not verdicts['input']['crps'])
        late = self.validate(self.study(), rows, '--set', 'judged_from=2024-02-01', worlds=5)
        self.assertEqual(late['holdout']['standing'], 'warm-up')

    def test_plain_forecasts(self):
        rows = [{'id': 'first', 'metric': 'civilians_killed_un', 'value': 40, 'from': '2024-01-01', 'to': '2024-03-31'},
                {'id': 'second', 'metric': 'civilians_killed_un', 'value': 60, 'from': '2024-04-01', 'to': '2024-06-30'},
                {'id': 'year', 'metric': 'civilians_killed_un', 'value': 365, 'from': '2023-01-01', 'to': '2023-12-31'},
                {'id': 'elsewhere', 'metric': 'civilians_killed_un', 'value': 9, 'from': '2024-01-01', 'to': '2024-03-31', 'place': 'hills'}]
        verdicts = self.validate(self.study(), rows, worlds=3)
        self.assertEqual((float(verdicts['second']['last_mean']), float(verdicts['second']['season_mean'])), (40, 91))
        self.assertEqual(float(verdicts['first']['last_mean']), 91)  # the year before by days
        self.assertEqual(verdicts['elsewhere']['last_mean'], '')

    def test_threads_do_not_show(self):
        rows = [{'metric': 'civilians_killed_un', 'value': 100}]
        one = self.validate(self.study(), rows, '-j', 1, worlds=8)
        self.assertEqual(one, self.validate(self.study(), rows, '-j', 3, worlds=8))

    def test_smells_and_json(self):
        observed = self.observed([{'metric': 'attacks_recorded', 'value': 95}])
        done = self.mandate('validate', self.study(), '--observed', observed, '-o', self.folder / 'v', '--json')
        result = json.loads(done.stdout)
        self.assertEqual(result['calibrate']['n'], 1)
        self.assertIn('deterrence saves exactly nothing', ' '.join(smell['text'] for smell in result['smells']))
        self.assertFalse(any(smell['warns'] for smell in result['smells'] if 'deterrence' in smell['text']))
        self.assertEqual([effect['path'] for effect in result['effects']], ['response.commit_probability'])
        self.assertGreater(result['effects'][0]['reach_24h'], 0.05)

    def test_usage(self):
        self.assertIn('--observed FILE', self.mandate('validate', TINY, status=2).stderr)
        self.assertIn('cannot open', self.mandate('validate', TINY, '--observed', self.folder / 'none.csv', status=6).stderr)
        wrong = self.observed([{'metric': 'attacks', 'value': 1}])
        self.assertIn('observed.csv:2:38: error: observed: there is no metric',
                      self.mandate('validate', TINY, '--observed', wrong, status=2).stderr)


# Attacks of one actor in one place; what is drawn widely is to be recovered.
LAND = '''schema: 1
title: Recovery
start: 2024-01-01
horizon: 3640 d
step: 6 h
seed: 9
worlds: {worlds}
replications: {replications}
options: {{only: {{title: Nothing happens}}}}
mission:
  sources: {{example: {{citation: invented, kind: guess}}}}
  regions: {{land: {{population: 1000 persons, attack_share: 1, actors: {{raiders: 1}}}}}}
  localities: {{village: {{region: land, lat: 10, lon: 20, hazard: 1}}}}
  actors: {{raiders: {{no_death: 0.5, deaths_ln_mean: 1, deaths_ln_sd: 1, branching: {branching}, kernel: {kernel}}}}}
  attacks: {{total: {total}, frailty_shape: {frailty_shape}}}
  host: {{state: open, states: {{open: {{}}}}}}
  detection: {{fast_probability: {fast}}}
  response: {{commit_probability: 0}}
'''
LAWS = {'total': ('loguniform', 200, 800, ' /year'), 'branching': ('uniform', 0.05, 0.6, ''), 'kernel': ('loguniform', 0.3, 6, ' d'),
        'frailty_shape': ('loguniform', 2, 20, ''), 'fast': ('uniform', 0.25, 0.8, '')}
PATHS = {'total': 'attacks.total', 'branching': 'actors.raiders.branching', 'kernel': 'actors.raiders.kernel',
         'frailty_shape': 'attacks.frailty_shape', 'fast': 'detection.fast_probability'}
PER = {'total': 1 / 8766, 'kernel': 24}  # units of the laws in base units
MATCHED = ('attacks_recorded', 'dispersion_daily', 'dispersion_weekly', 'dispersion_quarterly', 'share_detected_6h')


class Calibrate(Case):
    """Parameter recovery: history comes from the model with known values; the worlds kept lie around them."""

    def land(self, **values):
        path = self.folder / 'land.yaml'
        path.write_text(LAND.format(**values), encoding='utf-8')
        return path

    def history(self, truth, seed):
        """Ten years of the truth, seen through the rows that are matched."""
        study = self.land(worlds=1, replications=2, **{key: f'{value}{LAWS[key][3]}' for key, value in truth.items()})
        rows = [{'metric': metric, 'value': 0, 'low': 0, 'high': 0, 'from': '2024-01-01', 'to': '2033-12-18'} for metric in MATCHED]
        verdicts = self.validate(study, rows, '--seed', seed, worlds=1, replications=1)
        error = {'share_detected_6h': 0.03}
        return [{**row, 'value': value, 'low': value - error.get(row['metric'], 0), 'high': value + error.get(row['metric'], 0)}
                for row, value in zip(rows, (float(verdict['mean']) for verdict in verdicts.values()))]

    def test_known_values_are_recovered(self):
        for seed, truth in ((1, {'total': 400, 'branching': 0.45, 'kernel': 1.5, 'frailty_shape': 4, 'fast': 0.6}),
                            (2, {'total': 250, 'branching': 0.2, 'kernel': 0.8, 'frailty_shape': 8, 'fast': 0.35})):
            observed = self.observed(self.history(truth, seed))
            law = {key: f'{{uncertain: {{{kind}: [{low}{unit}, {high}{unit}]}}, source: example, confidence: C}}'
                   for key, (kind, low, high, unit) in LAWS.items()}
            study, out = self.land(worlds=2000, replications=4, **law), self.folder / 'calibration'
            self.mandate('calibrate', study, '--observed', observed, '-o', out, '--quiet', '--set', 'mission.observation.discrepancy=0')
            kept = table(out / 'worlds_kept.csv')
            self.assertGreaterEqual(len(kept), 10)
            for key, value in truth.items():
                values = sorted(float(row[PATHS[key]]) / PER.get(key, 1) for row in kept)
                self.assertTrue(values[0] <= value <= values[-1], f'{key}: {value} outside {values[0]:.3g} to {values[-1]:.3g}')
            for key, share in (('total', 0.6), ('fast', 0.35), ('branching', 0.95)):
                self.assertLess(self.spread(kept, key), share, key)

    def spread(self, kept, key):
        """The standard deviation of the kept worlds over that of the law, on the scale on which it is uniform."""
        kind, low, high, _ = LAWS[key]
        scale = math.log if kind == 'loguniform' else float
        values = [scale(float(row[PATHS[key]]) / PER.get(key, 1)) for row in kept]
        return statistics.stdev(values) / ((scale(high) - scale(low)) / math.sqrt(12))

    def test_worlds_kept_are_the_design_of_a_study(self):
        rows = [{'metric': 'attacks_recorded', 'value': 150, 'low': 149, 'high': 151}]
        out = self.folder / 'calibration'
        self.mandate('calibrate', self.study(), '--observed', self.observed(rows), '-o', out, '--quiet', '--worlds', 60)
        kept, all_worlds = table(out / 'worlds_kept.csv'), table(out / 'implausibility.csv')
        self.assertEqual([row['world'] for row in kept], [row['world'] for row in all_worlds if row['kept'] == '1'])
        self.assertTrue(0 < len(kept) < 60)
        for row in all_worlds:
            self.assertEqual(row['kept'] == '1', float(row['largest']) <= 3)
            self.assertEqual(row['largest'], row['row_0'])
        shutil.copy(out / 'worlds_kept.csv', self.folder)
        study = self.study(lambda text: text.replace('worlds: 20\n', 'design: {kind: csv, file: worlds_kept.csv}\nvary: all\n'))
        self.mandate('run', study, '-o', self.folder / 'run', '--quiet', '--replications', 1)
        again = table(self.folder / 'run' / 'worlds.csv')
        self.assertEqual([{**row, 'world': ''} for row in again], [{**row, 'world': ''} for row in kept])

    def test_second_largest_keeps_more(self):
        rows = [{'metric': 'attacks_recorded', 'value': 95}, {'metric': 'share_attended_24h', 'value': 0.9}]
        count = {}
        for which in ('largest', 'second'):
            done = self.mandate('calibrate', self.study(), '--observed', self.observed(rows), '-o', self.folder / which, '--json',
                                '--worlds', 60, '--implausible', which)
            count[which] = json.loads(done.stdout)['kept']
        self.assertEqual(count['largest'], 0)
        self.assertGreater(count['second'], 0)

    def test_one_replication_says_nothing_of_chance(self):
        done = self.mandate('calibrate', TINY, '--observed', self.observed([{'metric': 'attacks_recorded', 'value': 95}]),
                            '--replications', 1, status=2)
        self.assertIn('at least 2 replications', done.stderr)


if __name__ == '__main__':
    unittest.main()
