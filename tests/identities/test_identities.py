"""Results that must be equal byte by byte: same inputs, other threads, other order, interrupted runs (MODEL.md V29)."""
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
TINY = ROOT / 'scenarios' / 'tiny' / 'study.yaml'
KIVU = ROOT / 'scenarios' / 'kivu-2024' / 'study.yaml'
MALI = ROOT / 'scenarios' / 'mali-2023' / 'study.yaml'
SHARED = {'status_quo', 'reinforce', 'one_camp'}  # options of the tiny study
ATTACK = ['id', 'parent', 'kind', 'onset_h', 'region', 'actor', 'accepted', 'height', 'deaths']
STOPPED = 75


def rows(path, *columns):
    """Rows of a CSV file as tuples; of all columns if none are named."""
    with open(path, encoding='utf-8', newline='') as file:
        return [tuple(row[name] for name in columns or row) for row in csv.DictReader(file)]


def by_option(folder, name='runs.csv'):
    """{option: its rows without the name}, in file order."""
    found = {}
    with open(folder / name, encoding='utf-8', newline='') as file:
        for row in csv.DictReader(file):
            found.setdefault(row.pop('option'), []).append(row)
    return found


def files(folder):
    """{name: bytes} of the results. The journal keeps the order in which work was done, the manifest speaks of it; what
    a killed run was writing is its own (`.part`)."""
    kept = [path for path in sorted(folder.rglob('*')) if path.is_file() and path.suffix != '.part']
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept
            if path.relative_to(folder).parts[0] not in ('journal', 'manifest.json')}


class Identities(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.tiny = TINY.read_text(encoding='utf-8')

    def study(self, text, name='study'):
        folder = self.home / f'input-{name}'
        folder.mkdir(exist_ok=True)
        (folder / 'study.yaml').write_text(text, encoding='utf-8')
        return folder / 'study.yaml'

    def run_study(self, study, name, *more, status=0):
        out = self.home / name
        done = subprocess.run([MANDATE, 'run', str(study), '--quiet', '-o', str(out), *map(str, more)], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=250)
        self.assertEqual(done.returncode, status, done.stderr[-2000:])
        return out

    def assert_same_files(self, first, second):
        a, b = files(first), files(second)
        self.assertEqual(a.keys(), b.keys())
        for name in a:
            self.assertTrue(a[name] == b[name], f'{name} differs between {first.name} and {second.name}')

    def with_options(self, *more):
        """The tiny study with options added at its end."""
        return self.tiny.rstrip('\n') + '\n' + ''.join(f'  {line}\n' for line in more)

    # ---- options ----

    def test_null_and_equal_options(self):
        text = self.with_options('nothing: {title: A patch without changes, timeline: [], triggers: []}',
                                 'twin_a: {title: A twin, timeline: [{id: x, at: 2024-03-01, do: add, path: fleets.helicopters.tails, by: 1}]}',
                                 'twin_b: {title: A twin, timeline: [{id: x, at: 2024-03-01, do: add, path: fleets.helicopters.tails, by: 1}]}')
        out = self.run_study(self.study(text), 'out')
        for name in ('runs.csv', 'series.csv', 'places.csv', 'breakdown.csv'):
            options = by_option(out, name)
            self.assertEqual(options['nothing'], options['status_quo'], name)
            self.assertEqual(options['twin_a'], options['twin_b'], name)
        self.assertNotEqual(by_option(out)['twin_a'], by_option(out)['status_quo'])

    def test_order_of_options(self):
        head, options = self.tiny.split('\noptions:\n')
        parts = re.split(r'\n(?=  [a-z_]+:\n)', '\n' + options.rstrip('\n'))
        parts = [part for part in parts if part.strip()]
        self.assertEqual(len(parts), len(SHARED))
        text = head + '\noptions:\n' + '\n'.join(part.strip('\n') for part in reversed(parts)) + '\n'
        straight = self.run_study(TINY, 'straight')
        turned = self.run_study(self.study(text), 'turned')
        for name in ('runs.csv', 'series.csv', 'places.csv', 'breakdown.csv'):
            self.assertEqual(by_option(straight, name), by_option(turned, name), name)
        self.assertEqual((straight / 'worlds.csv').read_bytes(), (turned / 'worlds.csv').read_bytes())

    def test_another_option_moves_nothing(self):
        text = self.with_options('crowd: {title: A second company and no presence, timeline: [{id: gone, at: 2024-01-01, do: exit_unit, unit: battalion}]}')
        beta = ['--set', 'deterrence.beta=0.8', '--set', 'vacuum.spike=2']  # rates differ between options
        few = self.run_study(TINY, 'few', *beta)
        many = self.run_study(self.study(text), 'many', *beta)
        for name in ('runs.csv', 'series.csv', 'places.csv', 'breakdown.csv'):
            with_it = by_option(many, name)
            with_it.pop('crowd')
            self.assertEqual(by_option(few, name), with_it, name)
        alone = self.run_study(TINY, 'alone', *beta, '--option', 'reinforce')
        rows = [by_option(folder)['reinforce'] for folder in (alone, few)]
        for row in rows[0] + rows[1]:
            del row['both_reached'], row['both_saved_h']  # they speak of the reference, which is another one alone
        self.assertEqual(*rows)

    def test_another_unknown_moves_nothing(self):
        text = self.tiny.replace('  detection:\n    warning_probability: 0.15\n',
                                 '  detection:\n    warning_probability: 0.15\n    isr_hours: {uncertain: {uniform: [50 h/month, 200 h/month]}}\n')
        self.assertNotEqual(text, self.tiny)  # no weight lies on it, so that the attacks and answers stay
        plain, more = self.run_study(TINY, 'plain'), self.run_study(self.study(text), 'more')
        self.assertEqual(by_option(plain), by_option(more))
        names = (plain / 'worlds.csv').read_text(encoding='utf-8').splitlines()[0].split(',')
        self.assertEqual(rows(plain / 'worlds.csv', *names), rows(more / 'worlds.csv', *names))

    def test_aircraft_change_no_attack(self):
        text = self.with_options('aircraft:\n    title: Six helicopters more\n    timeline: '
                                 '[{id: six, at: 2024-01-01, do: add, path: fleets.helicopters.tails, by: 6}]')
        out = self.run_study(self.study(text), 'out', '--events', '--worlds', 6)
        attacks = {}
        for row in rows(out / 'events.csv', 'option', 'world', 'replication', *ATTACK):
            attacks.setdefault(row[0], []).append(row[1:])
        self.assertEqual(attacks['aircraft'], attacks['status_quo'])
        self.assertEqual(attacks['reinforce'], attacks['status_quo'])  # no deterrence: troops change none either
        self.assertNotEqual(by_option(out)['aircraft'], by_option(out)['status_quo'])

    # ---- execution ----

    def threads(self, study, *more):
        first = self.run_study(study, 'j1', '-j', 1, *more)
        for n in (2, 3, 7):
            self.assert_same_files(first, self.run_study(study, f'j{n}', '-j', n, *more))

    def test_threads_tiny(self):
        self.threads(TINY, '--events')

    def test_threads_mali(self):
        self.threads(MALI, '--worlds', 5, '--replications', 3)

    def test_again(self):
        self.assert_same_files(self.run_study(TINY, 'a'), self.run_study(TINY, 'b'))
        self.assert_same_files(self.home / 'a', self.run_study(TINY, 'a'))  # continued, with nothing to do

    def test_seed_matters(self):
        self.assertNotEqual(by_option(self.run_study(TINY, 'a')), by_option(self.run_study(TINY, 'b', '--seed', 2)))

    def test_topped_up(self):
        for study, few, many in ((TINY, 7, 20), (MALI, 2, 5)):
            fresh = self.run_study(study, f'fresh{many}', '--worlds', many, '--replications', 3)
            self.run_study(study, f'grown{many}', '--worlds', few, '--replications', 3)
            self.assert_same_files(fresh, self.run_study(study, f'grown{many}', '--worlds', many, '--replications', 3))
        more = self.run_study(TINY, 'more', '--worlds', 7, '--replications', 70)
        self.run_study(TINY, 'grows', '--worlds', 7, '--replications', 5)
        self.assert_same_files(more, self.run_study(TINY, 'grows', '--worlds', 7, '--replications', 70))

    def killed(self, study, how, status, worlds):
        size = ['--worlds', worlds, '--replications', 8, '-j', 2]
        fresh = self.run_study(study, f'fresh_{how.name}_{worlds}', *size)
        out = self.home / 'broken'
        command = [MANDATE, 'run', str(study), '--quiet', '-o', str(out), *map(str, size)]
        for pause in (0.05, 0.1, 0.2, 0.3):
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(pause)
            process.send_signal(how)
            self.assertIn(process.wait(60), (status, 0))
        self.assert_same_files(fresh, self.run_study(study, 'broken', *size))
        shutil.rmtree(out)

    def test_killed_and_resumed(self):
        self.killed(TINY, signal.SIGKILL, -signal.SIGKILL, 400)
        self.killed(KIVU, signal.SIGKILL, -signal.SIGKILL, 40)

    def test_stopped_and_resumed(self):
        self.killed(TINY, signal.SIGTERM, STOPPED, 400)
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            self.killed(KIVU, how, STOPPED, 40)

    def test_killed_keeps_what_was_done(self):
        """Every block that the progress has counted is there after a kill."""
        study = ['--worlds', '20000', '--replications', '2', '-o', str(self.home / 'out')]
        process = subprocess.Popen([MANDATE, 'run', str(KIVU), *study, '-j', '2', '--progress', 'json'],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        lines = []
        while len(lines) < 2:
            line = process.stderr.readline()
            self.assertNotEqual(line, '', 'it ended too early')
            lines += [json.loads(line)] if line.startswith('{') else []
        process.kill()
        process.communicate()
        plan = subprocess.run([MANDATE, 'plan', str(KIVU), *study, '--json'], capture_output=True, text=True, timeout=60)
        self.assertGreaterEqual(json.loads(plan.stdout)['rows_done'], lines[-1]['done'])
        self.assertGreater(lines[-1]['done'], 0)

    def test_torn_journal(self):
        """The journal ends in the middle of a record, as after a power cut."""
        fresh = self.run_study(TINY, 'fresh')
        torn = self.home / 'torn'
        shutil.copytree(fresh, torn)
        for path in (torn / 'journal').iterdir():
            if path.is_file() and path.stat().st_size > 200:
                with open(path, 'r+b') as file:
                    file.truncate(path.stat().st_size - 101)
        self.assert_same_files(fresh, self.run_study(TINY, 'torn'))

    def test_leftovers_are_removed(self):
        """What a killed run was writing does not stay for ever."""
        out = self.run_study(TINY, 'out')
        (out / 'runs.csv.99999999.part').write_text('option,wor', encoding='utf-8')
        self.run_study(TINY, 'out')
        self.assertEqual([path.name for path in out.rglob('*.part')], [])

    def test_options_that_part_late(self):
        """Options share what they have in common, and others add candidates to the pool meanwhile: each row is as alone."""
        out = self.run_study(KIVU, 'parted', '--worlds', 4, '--replications', 8)
        alone = self.run_study(KIVU, 'alone', '--worlds', 4, '--replications', 8, '--option', 'a_status_quo')
        self.assertEqual(by_option(out)['a_status_quo'], by_option(alone)['a_status_quo'])
        done = subprocess.run([MANDATE, 'verify', str(out), '--sample', 'all'], capture_output=True, text=True, timeout=250)
        self.assertEqual((done.returncode, done.stdout), (0, ''))

    def test_replay_equals_its_row(self):
        out = self.run_study(TINY, 'out')
        done = subprocess.run([MANDATE, 'verify', str(out), '--sample', 'all'], capture_output=True, text=True, timeout=250)
        self.assertEqual(done.returncode, 0, done.stderr)
        row = by_option(out)['reinforce'][7]
        done = subprocess.run([MANDATE, 'replay', str(out), f'reinforce/{row["world"]}/{row["replication"]}'], capture_output=True,
                              text=True, timeout=250)
        self.assertEqual(done.returncode, 0, done.stderr)
        for metric in ('incidents', 'deaths', 'resp_rmean_h', 'cost_musd'):
            self.assertIn(row[metric], done.stdout, metric)


if __name__ == '__main__':
    unittest.main()
