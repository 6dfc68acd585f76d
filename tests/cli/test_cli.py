"""The program from outside: verbs, exit codes, messages, and that results do not depend on how they were made.

MANDATE names the program (default: ./mandate at the top of the tree).
"""
import csv
import filecmp
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
TINY = ROOT / 'scenarios' / 'tiny' / 'study.yaml'
LARGE = ['--worlds', '600', '--replications', '8']  # long enough to be stopped in the middle
FILES = ['runs.csv', 'worlds.csv', 'series.csv', 'places.csv', 'breakdown.csv', 'compare.csv', 'datapackage.json',
         'manifest.json']


def mandate(*arguments, cwd=None, given=None, environment=None):
    return subprocess.run([MANDATE, *map(str, arguments)], cwd=cwd, input=given, capture_output=True, text=True,
                          encoding='utf-8', timeout=300, env={**os.environ, **(environment or {})})


def table(path):
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix='mandate-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_ok(self, *arguments, status=0, **more):
        done = mandate(*arguments, **more)
        self.assertEqual(done.returncode, status, f'mandate {" ".join(map(str, arguments))}\n{done.stderr[-2000:]}')
        return done

    def study(self, text_of=lambda text: text, name='study.yaml'):
        """A changed copy of the small study."""
        path = self.folder / 'study' / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text_of(TINY.read_text(encoding='utf-8')), encoding='utf-8')
        return path

    def small(self, name, *more, study=TINY):
        out = self.folder / name
        self.run_ok('run', study, '-o', out, '--quiet', '--worlds', 4, '--replications', 3, *more)
        return out

    def assert_same(self, left, right, files=tuple(FILES)):
        _, other, broken = filecmp.cmpfiles(left, right, files, shallow=False)
        self.assertEqual((other, broken), ([], []))


# ---- the command line ----

class Usage(Case):
    def refused(self, *arguments):
        done = self.run_ok(*arguments, status=2)
        self.assertEqual(done.stdout, '')
        return done.stderr

    def test_nearest_names(self):
        self.assertIn("did you mean 'check'?", self.refused('chekc', TINY))
        self.assertIn("did you mean '--replications'?", self.refused('run', TINY, '--replication', '3'))
        self.assertIn("did you mean 'metrics'?", self.refused('list', 'metric'))
        self.assertIn("did you mean 'reinforce'?", self.refused('explain', TINY, 'reinforse', 'attacks.total'))
        self.assertIn('tails', self.refused('explain', TINY, 'reinforce', 'fleets.helicopters.tail'))

    def test_values(self):
        self.assertIn('needs a value', self.refused('run', TINY, '--seed'))
        self.assertIn('takes no value', self.refused('run', TINY, '--events=yes'))
        self.assertIn('auto|always|never', self.refused('run', TINY, '--color', 'red'))
        self.assertIn('whole number', self.refused('run', TINY, '-j', 'two'))
        self.assertIn('I/N', self.refused('run', TINY, '--shard', '2'))
        self.assertIn('from 1 to 3', self.refused('run', TINY, '--shard', '4/3'))
        self.assertIn("'check' takes no option '--jobs'", self.refused('check', TINY, '--jobs', '2'))
        self.assertIn('an argument is missing', self.refused('explain', TINY))
        self.assertIn('too many', self.refused('schema', 'x'))
        self.assertIn('seed', self.refused('check', TINY, '--seed', '-1'))

    def test_empty_arguments(self):
        """A variable of a shell that is not set is no name of a folder: '' would be the root of the file system."""
        self.assertIn("'--output' needs a value", self.run_ok('run', TINY, '-o', '', status=2).stderr)
        self.assertIn('an argument is empty', self.run_ok('compare', '', status=2).stderr)

    def test_order_and_end_of_options(self):
        before = self.run_ok('--json', 'list', 'metrics').stdout
        self.assertEqual(before, self.run_ok('list', 'metrics', '--json').stdout)
        self.assertEqual(before, self.run_ok('list', '--json', '--', 'metrics').stdout)

    def test_help(self):
        self.assertEqual(mandate().returncode, 2)
        overview = self.run_ok('help').stdout
        for verb in ('new', 'check', 'plan', 'run', 'compare', 'plot', 'explain', 'diff', 'replay', 'verify', 'merge',
                     'bench', 'schema', 'list', 'help'):
            self.assertIn(f'mandate {verb}', overview)
            self.assertEqual(self.run_ok('help', verb).stdout, self.run_ok(verb, '--help').stdout)
        self.assertIn('--shard I/N', self.run_ok('help', 'run').stdout)
        self.assertRegex(self.run_ok('--version').stdout, r'^mandate \d+\.\d+\.\d+\n$')

    def test_completion(self):
        script = f'eval "$({MANDATE} help completion)"; COMP_WORDS=(mandate $1 $2); COMP_CWORD=$3; _mandate; echo ${{COMPREPLY[@]}}'
        def complete(*words):
            return subprocess.run(['bash', '-c', script, 'x', *words], capture_output=True, text=True).stdout.split()
        self.assertEqual(complete('pl', '', '1'), ['plan', 'plot'])
        self.assertEqual(complete('run', '--sh', '2'), ['--shard'])
        self.assertEqual(complete('--color', 'n', '2'), ['never'])

    def test_generated_documents(self):
        self.assertEqual((ROOT / 'docs' / 'study.schema.json').read_text(), self.run_ok('schema').stdout)
        self.assertEqual((ROOT / 'docs' / 'reference.md').read_text(), self.run_ok('help', 'reference').stdout)


# ---- studies ----

class Studies(Case):
    def test_check(self):
        done = self.run_ok('check', TINY, TINY)
        self.assertEqual((done.stdout, done.stderr), ('', ''))
        bad = self.study(lambda text: text.replace('tails: 2', 'tials: 2').replace('step: 6 h', 'step: 7 h'))
        done = self.run_ok('check', bad, status=2)
        self.assertIn("'tails'", done.stderr)
        self.assertIn('3 errors', done.stderr)
        self.assertIn('step', done.stderr)
        self.assertNotIn('\033[', done.stderr)
        self.assertIn('\033[', self.run_ok('check', bad, '--color', 'always', status=2).stderr)
        self.assertIn('no file', self.run_ok('check', self.folder / 'none.yaml', status=2).stderr)

    def test_new(self):
        out = self.folder / 'demo'
        self.run_ok('new', out)
        self.run_ok('check', out / 'study.yaml')
        self.assertEqual((out / 'study.yaml').read_text().splitlines()[0].split('=')[1], 'study.schema.json')
        self.assertIn('there already', self.run_ok('new', out, status=2).stderr)
        self.assertIn("did you mean 'tiny'?", self.run_ok('new', out / 'x', '--template', 'tinny', status=2).stderr)

    def test_schema_accepts_the_study(self):
        try:
            import jsonschema
            import yaml
        except ImportError:
            self.skipTest('needs the Python packages jsonschema and yaml')
        class Loader(yaml.SafeLoader):
            """Dates stay texts, as in editors."""
        Loader.yaml_implicit_resolvers = {key: [pair for pair in pairs if not pair[0].endswith('timestamp')]
                                          for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        schema = json.loads(self.run_ok('schema').stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        study = yaml.load(TINY.read_text(encoding='utf-8'), Loader)
        self.assertEqual([error.message for error in validator.iter_errors(study)], [])
        study['mission']['attacks']['total'] = 100
        study['horizonn'] = '12 months'
        self.assertEqual(len(list(validator.iter_errors(study))), 2)

    def test_explain(self):
        done = self.run_ok('explain', TINY, 'reinforce', 'fleets.helicopters.tails', '--set', 'fleets.helicopters.tails=3')
        line = 1 + TINY.read_text(encoding='utf-8').splitlines().index('      tails: 2')
        self.assertIn('command line', done.stdout)
        self.assertIn(f'overrides    {TINY}:{line}', done.stdout)
        self.assertIn('add, ', done.stdout)
        told = json.loads(self.run_ok('explain', TINY, 'status_quo', 'attacks.total', '--json').stdout)
        self.assertEqual((told['values'][0]['uncertain'], told['values'][0]['confidence'], told['changes']),
                         ('triangular', 'C', []))

    def test_diff(self):
        told = json.loads(self.run_ok('diff', TINY, 'reinforce', 'one_camp', '--json').stdout)
        self.assertIn({'date': '2024-03-01', 'one_camp': 'close_base, base: hill_camp, at_least: 30 d'}, told)
        self.assertFalse(any('exit_unit' in str(row) for row in told), 'the mission\'s own change is shared')
        self.assertEqual(self.run_ok('diff', TINY, 'reinforce', 'reinforce').stdout, 'no difference\n')

    def test_list(self):
        for what in ('metrics', 'processes', 'templates', 'distributions', 'units'):
            self.assertTrue(json.loads(self.run_ok('list', what, '--json').stdout))
        rows = json.loads(self.run_ok('list', 'options', TINY, '--json').stdout)
        self.assertEqual([row['option'] for row in rows], ['status_quo', 'reinforce', 'one_camp'])

    def test_plan(self):
        told = json.loads(self.run_ok('plan', TINY, '--json', '-o', self.folder / 'r').stdout)
        self.assertEqual((told['worlds'], told['replications'], told['rows'], told['rows_done']), (20, 4, 240, 0))
        self.assertFalse((self.folder / 'r').exists())
        self.assertEqual(json.loads(self.run_ok('plan', TINY, '--json', '--shard', '2/3').stdout)['worlds'], 7)

    def test_bench(self):
        told = json.loads(self.run_ok('bench', TINY, '--json').stdout)
        self.assertTrue(0 < told['fraction'] < 1)
        self.assertGreater(told['draws'], told['candidates'])


# ---- worlds ----

class Worlds(Case):
    def worlds(self, study, name, *more):
        out = self.folder / name
        self.run_ok('run', study, '-o', out, '--quiet', '--replications', 1, '--option', 'status_quo', *more)
        return table(out / 'worlds.csv')

    def design(self, kind, vary):
        return self.study(lambda text: text.replace('worlds: 20\n', f'design: {kind}\nvary: {vary}\n'), 'design.yaml')

    def test_more_worlds_and_unknowns_move_no_other(self):
        few, many = self.worlds(TINY, 'few', '--worlds', 3), self.worlds(TINY, 'many', '--worlds', 6)
        self.assertEqual(few, many[:3])
        more = self.study(lambda text: text.replace('branching: 0.2 ', 'branching: {uncertain: {uniform: [0.1, 0.3]}} '))
        wider = self.worlds(more, 'wider', '--worlds', 3)
        self.assertEqual(len(wider[0]), len(few[0]) + 1)
        self.assertEqual(few, [{key: row[key] for key in few[0]} for row in wider])

    def test_lhs_and_sobol_fill_every_stratum(self):
        for kind in ('lhs', 'sobol'):
            rows = self.worlds(self.design(f'{{kind: {kind}, points: 16}}', '{response.commit_probability: {uniform: [0, 1]}, '
                                           'response.team_share: {uniform: [0, 1]}}'), kind)
            for path in ('response.commit_probability', 'response.team_share'):
                self.assertEqual(sorted(int(float(row[path]) * 16) for row in rows), list(range(16)))
            self.assertEqual(len({row['attacks.total'] for row in rows}), 1, 'what does not vary stays central')
            other = self.worlds(self.design(f'{{kind: {kind}, points: 16}}', 'all'), kind + '2', '--seed', 7)
            self.assertEqual(len({row['attacks.total'] for row in other}), 16)

    def test_grid_list_and_csv(self):
        vary = '{response.commit_probability: [0.1, 0.5], response.team_share: [0.2, 0.3]}'
        def points(rows):
            return [(row['response.commit_probability'], row['response.team_share']) for row in rows]
        grid = self.worlds(self.design('{kind: grid}', vary), 'grid')
        self.assertEqual(points(grid), [('0.1', '0.2'), ('0.1', '0.3'), ('0.5', '0.2'), ('0.5', '0.3')])
        self.assertEqual(points(self.worlds(self.design('{kind: list}', vary), 'list')), [('0.1', '0.2'), ('0.5', '0.3')])
        path = self.design('{kind: csv, file: points.csv}', '{}')
        (path.parent / 'points.csv').write_text('world,response.commit_probability\r\n1,0.25\r\n2,0.75\r\n')
        rows = self.worlds(path, 'csv')
        self.assertEqual([row['response.commit_probability'] for row in rows], ['0.25', '0.75'])
        (path.parent / 'points.csv').write_text('response.comit_probability\nx\n')
        done = self.run_ok('check', path, status=2)
        self.assertIn("points.csv:1:1: error: design.file: 'response.comit_probability' is not uncertain", done.stderr)
        (path.parent / 'points.csv').write_text('response.commit_probability\n0.5\nx\n')
        self.assertIn('points.csv:3:1: error: design.file: not a number', self.run_ok('check', path, status=2).stderr)
        (path.parent / 'points.csv').write_text('\ufeffattacks.total,response.commit_probability\n0.01,0.1\n0.01,1.5\n1e999,0\n')
        done = self.run_ok('check', path, status=2)
        self.assertIn("points.csv:3:6: error: design.file: outside the range of 'response.commit_probability'; write a value from 0 to 1", done.stderr)
        self.assertIn('points.csv:4:1: error: design.file: not a number', done.stderr)
        done = self.run_ok('check', self.design('{kind: lhs, points: 16777216}', 'all'), status=2)
        self.assertIn('are more than the 8388608 values that a design can hold', done.stderr)

    def test_design_makes_the_worlds(self):
        path = self.design('{kind: lhs, points: 16}', 'all')
        self.assertIn('remove', self.run_ok('check', path, '--worlds', 3, status=2).stderr)


# ---- results do not depend on how they were made ----

class Results(Case):
    @classmethod
    def setUpClass(cls):
        cls.shared = Path(tempfile.mkdtemp(prefix='mandate-'))
        cls.whole = cls.shared / 'whole'
        cls.ended = mandate('run', TINY, *LARGE, '-o', cls.whole)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.shared, ignore_errors=True)

    def start(self, out, *more):
        return subprocess.Popen([MANDATE, 'run', str(TINY), *LARGE, '-o', str(out), *more], stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)

    def wait_rows(self, out, process):
        """Waits until the journal has grown."""
        rows = out / 'journal' / 'rows.bin'
        def size():
            return rows.stat().st_size if rows.exists() else 0
        least = size() + 10000
        while process.poll() is None and size() < least:
            time.sleep(0.002)

    def test_streams(self):
        self.assertEqual(self.ended.returncode, 0, self.ended.stderr)
        self.assertIn('resp_rmean_h', self.ended.stdout)
        self.assertIn('runs.csv', self.ended.stderr)
        self.assertIn('next:', self.ended.stderr)
        self.assertNotIn('\033', self.ended.stdout + self.ended.stderr)
        for name in FILES:
            self.assertGreater((self.whole / name).stat().st_size, 0)

    def test_threads(self):
        out = self.folder / 'one'
        self.run_ok('run', TINY, *LARGE, '-o', out, '-q', '-j', 1)
        self.assert_same(self.whole, out)

    def test_stop_and_go_on(self):
        out = self.folder / 'stopped'
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            process = self.start(out)
            self.wait_rows(out, process)
            process.send_signal(number)
            error = process.communicate()[1]
            self.assertIn(process.returncode, (75, 0))
            if process.returncode == 75:
                self.assertIn('the same command goes on', error)
        self.run_ok('run', TINY, *LARGE, '-o', out)
        self.assert_same(self.whole, out)

    def test_kill_and_go_on(self):
        out = self.folder / 'killed'
        for _ in range(3):
            process = self.start(out)
            self.wait_rows(out, process)
            time.sleep(0.05)
            process.kill()
            process.communicate()
        self.run_ok('run', TINY, *LARGE, '-o', out)
        self.assert_same(self.whole, out)

    def test_shards(self):
        parts = [self.folder / f'part{i}' for i in (1, 2)]
        for i, part in enumerate(parts, 1):
            self.run_ok('run', TINY, *LARGE, '-o', part, '--shard', f'{i}/2', '-q')
        self.run_ok('merge', *parts, '-o', self.folder / 'merged', '-q')
        self.assert_same(self.whole, self.folder / 'merged')
        self.assertIn('none of the folders', self.run_ok('merge', parts[0], '-o', self.folder / 'half', status=2).stderr)
        self.assertIn('-o DIR', self.run_ok('merge', *parts, status=2).stderr)

    def test_top_up(self):
        out = self.folder / 'grown'
        self.run_ok('run', TINY, '--worlds', 100, '--replications', 3, '-o', out, '-q')
        done = self.run_ok('run', TINY, *LARGE, '-o', out)
        self.assertIn('continues', done.stderr)
        self.assert_same(self.whole, out)
        self.assertIn('at least as many', self.run_ok('run', TINY, '--worlds', 3, '-o', out, status=2).stderr)
        self.assertIn('another', self.run_ok('run', TINY, *LARGE, '-o', out, '--seed', 9, status=2).stderr)

    def test_standard_input_and_place(self):
        study = TINY.read_text(encoding='utf-8')
        self.run_ok('run', '-', *LARGE, '-o', self.folder / 'piped', '-q', given=study)
        self.run_ok('run', 'study.yaml', *LARGE, '-o', self.folder / 'here', '-q', cwd=TINY.parent)
        self.assert_same(self.whole, self.folder / 'piped')
        self.assert_same(self.whole, self.folder / 'here')

    def test_verify(self):
        done = self.run_ok('verify', self.whole)
        self.assertIn('0 differ', done.stderr)
        out = self.folder / 'changed'
        shutil.copytree(self.whole, out)
        text = (out / 'runs.csv').read_text().splitlines(keepends=True)
        text[5] = text[5].replace(',ok,', ',ok,1', 1)
        (out / 'runs.csv').write_text(''.join(text))
        done = self.run_ok('verify', out, '--sample', 'all', status=5)
        self.assertIn('runs.csv: differs from its digest', done.stdout)
        self.assertIn('resp_rmean_h differs', done.stdout)
        row = table(self.whole / 'runs.csv')[4]
        address = f'{row["option"]}/{row["world"]}/{row["replication"]}'
        self.assertIn('differs from runs.csv', self.run_ok('replay', out, address, status=5).stdout)

    def tampered(self, name, change):
        """The results with one file changed, and its digest in the manifest too."""
        out = self.folder / f'tampered-{name}'
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(self.whole, out)
        before = (out / name).read_bytes()
        (out / name).write_bytes(change(before))
        self.assertNotEqual(before, (out / name).read_bytes())
        manifest = (out / 'manifest.json').read_text()
        digests = [hashlib.sha256(data).hexdigest() for data in (before, (out / name).read_bytes())]
        self.assertIn(digests[0], manifest)
        (out / 'manifest.json').write_text(manifest.replace(*digests))
        return out

    def test_verify_tampered(self):
        for name in FILES[1:6]:
            out = self.tampered(name, lambda data: data[:-2] + b'9\n')
            (out / 'manifest.json').write_bytes((self.whole / 'manifest.json').read_bytes())
            self.assertIn(f'{name}: differs from its digest', self.run_ok('verify', out, '--sample', 1, status=5).stdout)

        def lines(change):
            return lambda data: b''.join(change(data.splitlines(keepends=True)))

        missing = self.tampered('runs.csv', lines(lambda rows: rows[:7] + rows[8:]))
        told = self.run_ok('verify', missing, '--sample', 1, status=5).stdout
        self.assertIn('row 7, reinforce/1/2, is not where it belongs', told)
        twice = self.tampered('runs.csv', lines(lambda rows: rows[:9] + rows[8:]))
        self.assertIn('row 9, reinforce/1/2', self.run_ok('verify', twice, '--sample', 1, status=5).stdout)
        short = self.tampered('runs.csv', lines(lambda rows: rows[:-1]))
        self.assertIn('missing at its end', self.run_ok('verify', short, '--sample', 1, status=5).stdout)
        row = table(self.whole / 'runs.csv')[40]
        changed = self.tampered('runs.csv', lines(
            lambda rows: rows[:41] + [rows[41].replace(f',{row["cost_musd"]},'.encode(), b',1.5,')] + rows[42:]))
        told = self.run_ok('verify', changed, '--sample', 'all', status=5)
        self.assertEqual(told.stdout, f'{row["option"]}/{row["world"]}/{row["replication"]}: cost_musd differs\n')
        self.assertIn('1 differ', told.stderr)

    def test_unknowns_are_told_in_the_unit_of_their_key(self):
        """mttr is written in hours, attacks.total in numbers a year; worlds.csv holds base units."""
        out = self.small('units', '--worlds', 40)
        told = {}
        for metric in json.loads(self.run_ok('compare', out, '--json').stdout)['metrics']:
            for unknown in metric.get('unknowns', []):
                told[unknown['path']] = unknown
        in_a_year, worlds = 8766.0, table(out / 'worlds.csv')
        for path, unit, scale in (('attacks.total', '1/year', in_a_year), ('fleets.helicopters.mttr', 'h', 1.0)):
            values = sorted(scale * float(row[path]) for row in worlds)
            self.assertEqual(told[path]['unit'], unit)
            for end in ('low', 'high'):
                self.assertLessEqual(values[0], told[path][end])
                self.assertLessEqual(told[path][end], values[-1])

    def test_replay(self):
        done = self.run_ok('replay', self.whole, 'reinforce/17/2')
        self.assertTrue(done.stdout.endswith('equals its row of runs.csv\n'))
        attacks = [row for row in table(self.whole / 'runs.csv')
                   if (row['option'], row['world'], row['replication']) == ('reinforce', '17', '2')][0]['incidents']
        self.assertEqual(done.stdout.count(' attacks '), int(attacks))
        self.run_ok('replay', self.whole, 'reinforce/17/99', status=2)

    def test_replay_tells_all(self):
        out, log = self.small('told', '--events'), self.folder / 'log'
        told = self.run_ok('replay', out, 'one_camp/2/1', '-o', log).stdout
        address = ('option', 'one_camp'), ('world', '2'), ('replication', '1')
        for name in ('events.csv', 'policy.csv'):
            rows = [row for row in table(out / name) if all(row[key] == value for key, value in address)]
            self.assertEqual(rows, table(log / name))
            self.assertGreater(len(rows), 3)
        dictionary = json.loads((log / 'datapackage.json').read_text())
        for resource in dictionary['resources']:
            self.assertEqual([field['name'] for field in resource['schema']['fields']],
                             list(table(log / resource['path'])[0]))
        happened = [event for event in table(log / 'events.csv') if event['accepted'] == '1']
        self.assertEqual(told.count(' attacks '), len(happened))
        self.assertEqual(told.count('never reached: '), sum(event['outcome'] != 'reached' for event in happened))
        for row in table(log / 'policy.csv'):
            self.assertIn(row['about'], told)
        kinds = [row['kind'] for row in table(log / 'policy.csv')]
        self.assertEqual(kinds.count('base_closed'), 1)
        self.assertLess(kinds.index('base_closing'), kinds.index('base_closed'))
        self.assertIn('folder of results', self.run_ok('replay', out, 'one_camp/2/1', '-o', out, status=2).stderr)

    def test_replay_of_changed_values(self):
        change = ('      - {id: fast, at: 2024-02-01, do: scale, path: fleets.helicopters.hours_per_tail, by: 0.5, over: 10 d}\n'
                  '      - {id: gone, at: 2024-03-01, do: set, path: fleets.helicopters.tails, to: 1}\n'
                  '      - {id: talks, at: 2024-04-01, do: set, path: host.state, to: cooperative}\n')
        place = '      - {id: convoys, at: 2024-06-01'
        study = self.study(lambda text: text.replace(place, change + place, 1))
        out = self.small('values', study=study)
        told = self.run_ok('replay', out, 'reinforce/1/0').stdout.splitlines()
        for line in ('  00:00   fleets.helicopters.hours_per_tail begins to move to 15 h/month, from 30 h/month, in 10 d (fast)',
                     '  00:00   fleets.helicopters.tails becomes 1, from 2 (gone)',
                     '  00:00   1 aircraft of helicopters leave main_camp',
                     '  00:00   consent turns from restrictive to cooperative'):
            self.assertIn(line, told)

    def test_compare(self):
        told = json.loads(self.run_ok('compare', self.whole, '--json', '--metric', 'deaths').stdout)
        values = {}
        for row in table(self.whole / 'runs.csv'):
            values.setdefault(row['option'], []).append(float(row['deaths']))
        mean = sum(values['reinforce']) / len(values['reinforce'])
        cell = told['metrics'][0]['options']['reinforce']['value']
        self.assertAlmostEqual(cell['mean'], mean, 9)
        self.assertTrue(cell['low'] < mean < cell['high'])
        self.assertEqual(self.run_ok('compare', self.whole, '--csv').stdout, (self.whole / 'compare.csv').read_text())
        lines = self.run_ok('compare', self.whole, '--csv', '--reference', 'one_camp', '--metric', 'deaths').stdout
        rows = list(csv.DictReader(lines.splitlines()))
        self.assertEqual([row['option'] for row in rows], ['status_quo', 'reinforce', 'one_camp'])
        self.assertEqual(rows[2]['difference'], '')
        self.assertAlmostEqual(float(rows[1]['mean']), mean, 9)
        self.assertAlmostEqual(sum(float(row['best']) for row in rows), 1, 9)
        self.assertIn('paired difference to status_quo', self.run_ok('compare', self.whole, '--table').stdout)
        self.run_ok('compare', self.whole, '--metric', 'death', status=2)
        self.run_ok('compare', self.folder, status=6)


class Decisions(Case):
    """Targets, criteria, assumptions and stopping, from the study to the screen."""
    ASKED = """
targets:
  cheap: {metric: cost_musd, at_most: 40 MUSD}
criteria: {weights: {resp_rmean_h: 2, cost_musd: 1}}
assumptions:
  commit_10: {response.commit_probability: 10 %}
  commit_90: {response.commit_probability: 0.9}
assumption_worlds: 3
"""
    EXTRA = ['assumptions.csv']

    def asked(self, name='study.yaml', change=lambda text: text):
        return self.study(lambda text: change(text + self.ASKED), name)

    def test_screen(self):
        out = self.folder / 'out'
        shown = self.run_ok('run', self.asked(), '-o', out).stdout
        self.assertLessEqual(max(map(len, shown.splitlines())), 100)
        self.assertLessEqual(len(shown.splitlines()), 45)
        for words in ('best on', 'Target cheap, cost_musd at most 40.0 MUSD', "By the study's criteria, weighted: 1. ",
                      'With response.commit_probability = 10 % (commit_10): reach_6h',
                      'as stated  commit_10  commit_90\nstatus_quo  3. ', 'To know everything before choosing'):
            self.assertIn(words, shown)
        told = json.loads(self.run_ok('compare', out, '--json').stdout)
        self.assertEqual([one['assumption'] for one in told['assumptions']], ['commit_10', 'commit_90'])
        self.assertEqual(sorted(one['place'] for one in told['criteria']['options'].values()), [1, 2, 3])
        self.assertEqual(told['targets'][0]['at_most'], 40)

    def test_no_overall_winner_unless_stated(self):
        shown = self.run_ok('run', TINY, '-o', self.folder / 'out').stdout
        self.assertIn('There is no overall winner', shown)
        self.assertNotIn('criteria,', shown)

    def test_assumption_is_the_study_with_the_value_set(self):
        out, other = self.small('out', study=self.asked()), self.small('set', '--set', 'response.commit_probability=10%')
        rows = {(row['option'], row['world'], row['replication']): row for row in table(other / 'runs.csv')}
        found = [row for row in table(out / 'assumptions.csv') if row['assumption'] == 'commit_10']
        self.assertEqual({row['world'] for row in found}, {'1', '2', '3'})
        for row in found:
            del row['assumption']
            self.assertEqual(row, rows[row['option'], row['world'], row['replication']])

    def test_questions_do_not_run_the_study_anew(self):
        out = self.small('out')
        done = self.run_ok('run', self.asked(), '-o', out, '--worlds', 4, '--replications', 3)
        self.assertIn('continues: ', done.stderr)
        self.assert_same(out, self.small('fresh', study=self.asked()), FILES + self.EXTRA)
        self.small('out')
        self.assertFalse((out / 'assumptions.csv').exists())

    def test_shards(self):
        parts = [self.small(f'part{i}', '--shard', f'{i}/2', study=self.asked()) for i in (1, 2)]
        self.run_ok('merge', *parts, '-o', self.folder / 'merged', '-q')
        self.assert_same(self.small('whole', '-j', 1, study=self.asked()), self.folder / 'merged', FILES + self.EXTRA)

    def test_files_are_described(self):
        out = self.small('out', study=self.asked())
        package = json.loads((out / 'datapackage.json').read_text())
        for resource in package['resources']:
            with open(out / resource['path'], newline='', encoding='utf-8') as file:
                header = next(csv.reader(file))
            self.assertEqual(header, [field['name'] for field in resource['schema']['fields']], resource['path'])
        names = {resource['path'] for resource in package['resources']}
        self.assertTrue({'compare.csv', 'assumptions.csv'} <= names)
        manifest = json.loads((out / 'manifest.json').read_text())
        self.assertTrue({'compare.csv', 'assumptions.csv'} <= {one['name'] for one in manifest['outputs']})
        self.run_ok('verify', out, '-q')

    def test_target_counts_rows(self):
        out = self.small('out', study=self.asked())
        costs = [float(row['cost_musd']) for row in table(out / 'runs.csv') if row['option'] == 'one_camp']
        row = [row for row in table(out / 'compare.csv') if (row['metric'], row['option']) == ('cost_musd', 'one_camp')][0]
        self.assertAlmostEqual(float(row['target_cheap_run']), sum(cost <= 40 for cost in costs) / len(costs), 12)

    def test_attacks_reached_in_both(self):
        out, hours, n = self.small('out', '--events'), {}, 0
        for event in table(out / 'events.csv'):
            if event['outcome'] == 'reached':
                address = event['world'], event['replication'], event['option']
                hours.setdefault(address, {})[event['id']] = float(event['response_h'])
        for row in table(out / 'runs.csv'):
            own, reference = (hours.get((row['world'], row['replication'], option), {}) for option in (row['option'], 'status_quo'))
            both = own.keys() & reference.keys()
            self.assertEqual(int(row['both_reached']), len(both))
            if both:
                saved = sum(reference[attack] - own[attack] for attack in both) / len(both)
                self.assertAlmostEqual(float(row['both_saved_h']), saved, 9)
                n += own != reference
        self.assertGreater(n, 10)

    def test_until(self):
        out, other = self.folder / 'out', self.folder / 'other'
        wide = ['--worlds', 400, '--until', 'resp_rmean_h=0.5']
        done = self.run_ok('run', TINY, *wide, '-o', out)
        self.assertIn('32 worlds: not precise yet', done.stderr)
        self.assertIn('128 worlds: precise enough', done.stderr)
        for row in table(out / 'compare.csv'):
            if row['metric'] == 'resp_rmean_h' and row['difference']:
                self.assertLess(float(row['difference_high']) - float(row['difference_low']), 1)
        self.run_ok('run', TINY, *wide, '-o', other, '-q', '-j', 1)
        self.assert_same(out, other)
        self.assertNotIn('32 worlds', self.run_ok('run', TINY, *wide, '-o', out).stderr)
        self.assert_same(out, other)
        self.run_ok('verify', out, '-q')
        done = self.run_ok('run', TINY, '--worlds', 40, '--until', 'reach_6h=0.001 %', '-o', self.folder / 'few', status=4)
        self.assertIn('not precise enough with all 40 worlds', done.stderr)
        self.assertEqual(len(table(self.folder / 'few' / 'worlds.csv')), 40)

    def test_until_is_refused(self):
        for value, words in (('reach_6h', 'METRIC=HALFWIDTH'), ('reach_6=1', "did you mean 'reach_6h'"),
                             ('reach_6h=wide', 'a number above 0'), ('reach_6h=0', 'a number above 0')):
            self.assertIn(words, self.run_ok('run', TINY, '--until', value, status=2).stderr)
        self.assertIn('shard', self.run_ok('run', TINY, '--until', 'reach_6h=1', '--shard', '1/2', status=2).stderr)

    def test_mistakes_together(self):
        study = self.study(lambda text: text + 'assumptions: {a: {calendar.sunrise: 20 h}}\n')
        self.assertIn('the sun must set after it has risen', self.run_ok('check', study, status=2).stderr)


class More(Case):
    def test_second_signal_ends_at_once(self):
        process = subprocess.Popen([MANDATE, 'run', str(TINY), '--worlds', '200000', '--replications', '8', '-q', '-j', '1',
                                    '--events', '-o', str(self.folder / 'out')], stdout=subprocess.DEVNULL)
        while not (self.folder / 'out' / 'journal').exists():
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGSTOP)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        os.kill(process.pid, signal.SIGCONT)
        self.assertIn(process.wait(60), (128 + signal.SIGINT, 128 + signal.SIGTERM))

    def test_default_folder(self):
        path = self.study()
        self.run_ok('run', path, '-q', '--worlds', 1, '--replications', 1, cwd=self.folder)
        self.assertTrue((self.folder / 'out' / 'study' / 'runs.csv').exists())
        self.run_ok('run', self.study(name='other.yaml'), '-q', '--worlds', 1, '--replications', 1, cwd=self.folder)
        self.assertTrue((self.folder / 'out' / 'study-other' / 'runs.csv').exists())

    def test_central_world(self):
        out = self.small('central', '--central')
        rows = table(out / 'runs.csv')
        self.assertEqual(rows[0]['world'], '0')
        self.assertEqual(len(rows), 5 * 3 * 3)
        self.assert_same(out, self.small('plain'), ['series.csv', 'places.csv', 'breakdown.csv'])

    def test_events(self):
        out = self.small('events', '--events')
        events, counts = table(out / 'events.csv'), {}
        for event in events:
            if event['accepted'] == '1':
                key = event['option'], event['world'], event['replication']
                counts[key] = counts.get(key, 0) + 1
        rows = {(row['option'], row['world'], row['replication']): int(row['incidents']) for row in table(out / 'runs.csv')}
        self.assertEqual(rows, {key: counts.get(key, 0) for key in rows})
        deaths = {}
        for event in events:
            if event['accepted'] == '1':
                key = event['world'], event['replication'], event['id']
                self.assertEqual(deaths.setdefault(key, event['deaths']), event['deaths'], 'the same attack in every option')
        ids = {event['id'] for event in events}
        self.assertTrue(all(event['parent'] in ids for event in events if event['kind'] == 'offspring'))
        names = [resource['name'] for resource in json.loads((out / 'datapackage.json').read_text())['resources']]
        self.assertIn('events', names)
        self.assertIn('events.csv', (out / 'manifest.json').read_text())
        self.small('events')
        self.assertFalse((out / 'events.csv').exists(), 'those of an earlier run are gone')

    def test_rolling_sums(self):
        """A condition on a rolling sum fires at the first look at which the events of its window say so."""
        trigger = ('      - {id: roll, when: "rolling(attacks, 20 d) >= 8 and rolling(deaths, 400 d) > 12", do: suspend, '
                   'suspend: rotations, for: 1 d}\n')
        place = '    triggers:\n      # once the company has settled in'
        self.assertIn(place, TINY.read_text())
        out = self.small('rolling', '--events', study=self.study(
            lambda text: text.replace(place, '    triggers:\n' + trigger + place.removeprefix('    triggers:\n'))))
        fired, told = {}, {}
        for row in table(out / 'policy.csv'):
            if row['kind'] == 'trigger' and row['who'] == 'roll':
                told[row['world'], row['replication']] = float(row['time_h'])
        attacks = {}
        for row in table(out / 'events.csv'):
            if row['option'] == 'reinforce' and row['accepted'] == '1':
                onset, deaths = float(row['onset_h']), float(row['deaths']) - float(row['averted'])
                attacks.setdefault((row['world'], row['replication']), []).append((onset, deaths))
        for key, list_ in attacks.items():
            for look in range(0, 366 * 24, 24):
                number = sum(look - 480 <= onset < look for onset, _ in list_)
                if number >= 8 and sum(deaths for onset, deaths in list_ if onset < look) > 12:
                    fired[key] = look
                    break
        self.assertGreater(len(fired), 3)
        self.assertEqual(set(fired), set(told))
        late = sum(abs(fired[key] - told[key]) for key in fired)
        self.assertEqual(late, 0, 'deaths of attacks whose response is under way may differ for a day')

    def test_levers_of_patches(self):
        def change(text):
            text = text.replace('do: add_unit, unit: second_company, times: size}', 'do: apply, patch: company}')
            return text.replace('\noptions:\n', '''
  patches:
    company: {timeline: [{id: company, do: add_unit, unit: second_company, times: size}]}

options:
''', 1)
        levers = ['--set', 'levers.reinforce.size=0.5']
        plain, patched = self.small('plain', *levers), self.small('patched', *levers, study=self.study(change))
        self.assert_same(plain, patched, ['runs.csv', 'series.csv', 'places.csv'])
        self.assertNotEqual((plain / 'runs.csv').read_bytes(), (self.small('whole') / 'runs.csv').read_bytes())

    def test_settings_travel_with_the_results(self):
        out = self.small('set', '--set', 'response.limit=48 h', '--option', 'reinforce', '--option', 'status_quo')
        self.run_ok('verify', out, '--sample', 'all')
        manifest = json.loads((out / 'manifest.json').read_text())
        again = self.study(lambda _: manifest['resolved'], 'resolved.yaml')
        self.run_ok('run', again, '-o', self.folder / 'again', '-q', '--option', 'reinforce', '--option', 'status_quo')
        self.assert_same(out, self.folder / 'again', ['runs.csv', 'worlds.csv', 'series.csv'])

    def test_failed_replications(self):
        out = self.folder / 'failed'
        wild = '{uncertain: {uniform: [1.1, 1.2]}, central: 1, source: example, confidence: C}'
        done = mandate('run', TINY, '-o', out, '--worlds', 2, '--replications', 1, '--set', 'actors.raiders.branching=0.95',
                       '--set', f'attacks.branching_factor={wild}')
        self.assertEqual(done.returncode, 3, done.stderr)
        done = self.run_ok('run', TINY, '-o', out, '--set', 'actors.raiders.branching=0.95', '--set',
                           'attacks.branching_factor=1.1', status=2)
        self.assertIn('actors.raiders.branching: attacks explode', done.stderr)
        rows = table(out / 'runs.csv')
        self.assertNotEqual(rows[0]['status'], 'ok')
        self.assertEqual(rows[0]['deaths'], '')
        self.run_ok('verify', out)

    def test_more_attacks_than_can_be_followed(self):
        """In its middle the study is a small one; a world that is not must end, and say so."""
        for number in ('1e15 /year', '10000000 /year'):
            done = self.run_ok('check', TINY, '--set', f'attacks.total={number}', status=2)
            self.assertIn('more than the 500000 that can be followed', done.stderr)
            design = self.study(lambda text: text.replace('worlds: 20\n', 'design: {kind: csv, file: points.csv}\nvary: {}\n'))
            (design.parent / 'points.csv').write_text(f'attacks.total\n{float(number.split()[0]) / 8766}\n')
            out = self.folder / number.split()[0]
            self.run_ok('run', design, '-o', out, '--replications', 1, '--quiet', status=3)
            self.assertEqual({row['status'] for row in table(out / 'runs.csv')}, {'exploded'})

    def test_places_beyond_exact_sums(self):
        """Numbers that their sums cannot hold make failed replications, not wrong maps."""
        study = self.study(lambda text: text.replace('strength: 450 persons, authorised: 480 persons',
                                                     'strength: 1e12 persons, authorised: 1e12 persons'))
        out = self.folder / 'crowd'
        self.run_ok('run', study, '-o', out, '--worlds', 1, '--replications', 1, '--quiet', status=3)
        self.assertEqual({row['status'] for row in table(out / 'runs.csv')}, {'not_finite'})

    def test_options_leave_no_range(self):
        """What an option makes of a value stays inside the range of its key."""
        change = ('      - {id: less, at: 2024-05-10, do: add, path: fleets.helicopters.tails, by: -100}\n'
                  '      - {id: more, at: 2024-05-11, do: scale, path: routes.main_hill.convoys, by: 1e9}\n')
        place = '      - {id: convoys, at: 2024-06-01'
        out = self.small('range', study=self.study(lambda text: text.replace(place, change + place, 1)))
        told = self.run_ok('replay', out, 'reinforce/1/0').stdout
        self.assertIn('fleets.helicopters.tails becomes 0, from 2 (less)', told)
        self.assertIn('routes.main_hill.convoys becomes 1000 /month', told)

    def test_levers_of_values(self):
        """A lever takes a part of the way: add k x, scale 1 + (x - 1) k, set v + k (x - v)."""
        changes = ('      - {id: more, at: 2024-05-10, do: add, path: fleets.helicopters.tails, by: 4, times: size}\n'
                   '      - {id: busier, at: 2024-05-11, do: scale, path: routes.main_hill.convoys, by: 3, times: size}\n'
                   '      - {id: longer, at: 2024-05-12, do: set, path: fleets.helicopters.hours_per_tail, to: 50 h/month, times: size}\n')
        place = '      - {id: convoys, at: 2024-06-01'
        study = self.study(lambda text: text.replace(place, changes + place, 1) + 'levers: {reinforce.size: 0.5}\n')
        told = self.run_ok('replay', self.small('levers', study=study), 'reinforce[size=0.5]/1/0').stdout
        self.assertIn('fleets.helicopters.tails becomes 4, from 2 (more)', told)
        self.assertIn('routes.main_hill.convoys becomes 4 /month, from 2 /month (busier)', told)
        self.assertIn('fleets.helicopters.hours_per_tail becomes 40 h/month, from 30 h/month (longer)', told)

    def test_rows_that_do_not_fit(self):
        out = self.small('rows')
        text = (out / 'runs.csv').read_text(encoding='utf-8')
        for old, new in (('reinforce,2,0', 'nothing,2,0'), ('reinforce,2,0', 'status_quo,2,0'), ('reinforce,2,0', 'reinforce,99,0')):
            (out / 'runs.csv').write_text(text.replace(old, new, 1), encoding='utf-8')
            self.assertIn('has not one row for each option', self.run_ok('compare', out, status=2).stderr)

    def test_files(self):
        self.assertIn('mandate: ', self.run_ok('run', TINY, '-o', '/dev/null/x', '-q', status=6).stderr)
        self.run_ok('verify', self.folder / 'nothing', status=6)
        with open('/dev/full', 'w') as full:
            full = subprocess.run([MANDATE, 'list', 'metrics'], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(full.returncode, 6)
        self.assertIn('standard output', full.stderr)

    def test_progress(self):
        done = self.run_ok('run', TINY, '-o', self.folder / 'p', '--worlds', 400, '--progress', 'json')
        self.assertTrue(any(json.loads(line)['done'] == 4800 for line in done.stderr.splitlines() if line.startswith('{')))
        done = self.run_ok('run', TINY, '-o', self.folder / 'q', '--worlds', 40, '--progress', 'always')
        self.assertIn(' left', done.stderr)


if __name__ == '__main__':
    unittest.main()
