"""The runner of the cases, against a program that writes made-up results."""
import stat
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

import run

PROGRAM = f'''#!{sys.executable}
import random, sys
from pathlib import Path
words = sys.argv[1:]
if words[0] != 'run':
    print('mandate: unknown verb', file=sys.stderr)
    sys.exit(2)
out = Path(words[words.index('-o') + 1])
sets = dict(words[i + 1].split('=') for i, word in enumerate(words) if word == '--set')
rate, draw = float(sets.get('attacks.rate', 0.4)), random.Random(7)
out.mkdir(parents=True)
runs, events = ['option,world,replication,status,incidents,deaths'], ['option,world,replication,t_h,state']
for replication in range(400):
    t, n = draw.expovariate(rate), 0
    while t < 100.0:
        events.append(f'only,1,{{replication}},{{t}},accepted')
        t, n = t + draw.expovariate(rate), n + 1
    runs.append(f'only,1,{{replication}},ok,{{n}},{{"" if n == 0 else 2 * n}}')
(out / 'runs.csv').write_text('\\n'.join(runs) + '\\n')
(out / 'events.csv').write_text('\\n'.join(events) + '\\n')
'''

CASE = '''
"""Attacks at a constant rate are Poisson."""
import math
import checks

RUNS = [dict(rate=0.4, days=100), dict(rate=0.1, days=100)]


def settings(p):
    return {'attacks.rate': p.rate}


def expect(run, p):
    yield checks.poisson('attacks', run.column('incidents'), p.rate * p.days)
    yield checks.exact('deaths', run.column('deaths'), [2 * n for n in run.column('incidents')])
    lags = [[float(e['t_h']) for e in events][:1] for events in run.events_by_row(state='accepted')]
    yield checks.quantile('first attack', [t[0] if t else None for t in lags], 0.5, math.log(2) / p.rate)
    yield checks.same_bytes('again', run.file('runs.csv'), run.again('-j', '2').file('runs.csv'))
    yield checks.holds('verb', 'unknown' in run.mandate('fly', exit=2).stderr)
'''


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.program = self.home / 'mandate'
        self.program.write_text(PROGRAM)
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)
        self.lines = []

    def cases(self, text, study=True):
        folder = self.home / 'example'
        folder.mkdir()
        (folder / 'case.py').write_text(textwrap.dedent(text))
        if study:
            (folder / 'study.yaml').write_text('schema: 1\n')
        return run.cases_run(str(self.program), [folder], self.home / 'out', self.lines.append)

    def failures(self):
        return [line for line in self.lines if 'FAILED' in line]

    def test_example(self):
        self.assertEqual(self.cases(CASE), (13, 0))
        self.assertTrue(self.lines[0].startswith('case'))
        self.assertRegex(self.lines[1], r'^example\[0\] +attacks: mean +40 +\d+\.?\d* +0\.316 +-?\d\.\d\d +2\.87')
        self.assertEqual(len([line for line in self.lines if line.startswith('example[1]')]), 6)

    def test_wrong_expectation_fails(self):
        passed, failed = self.cases(CASE.replace('p.rate * p.days)', 'p.rate * p.days * 1.2)'))
        self.assertEqual(failed, 2)
        self.assertIn('attacks: mean', self.failures()[0])

    def test_command_that_ends_otherwise_fails(self):
        self.assertEqual(self.cases('EXIT = 3\ndef expect(run, p):\n    yield 1\n'), (0, 1))
        self.assertIn('exit code 0 instead of 3', self.failures()[0])

    def test_case_without_checks_fails(self):
        self.assertEqual(self.cases('def expect(run, p):\n    return []\n'), (0, 1))

    def test_case_with_a_mistake_fails(self):
        self.assertEqual(self.cases('def expect(run, p):\n    yield run.column("nothing")\n'), (0, 1))
        self.assertIn('KeyError', self.failures()[0])
        (self.home / 'example' / 'case.py').write_text('def expect(run, p:\n')
        folder = self.home / 'example'
        self.assertEqual(run.cases_run(str(self.program), [folder], self.home / 'out', self.lines.append), (0, 1))

    def test_case_without_study_runs_its_own_commands(self):
        text = '''
            import checks
            def expect(run, p):
                yield checks.holds("verb", run.mandate("fly", exit=2).status == 2)
            '''
        self.assertEqual(self.cases(text, study=False), (1, 0))

    def test_named_study_must_exist(self):
        self.assertEqual(self.cases('STUDY = "no.yaml"\ndef expect(run, p):\n    return []\n', study=False), (0, 1))

    def test_too_many_false_alarms_fail(self):
        text = 'import checks as c\ndef expect(run, p):\n    yield [c.mean("m", [1.0, 1.0], 1.0)] * 600\n'
        self.assertEqual(self.cases(text), (600, 1))


class Report(unittest.TestCase):
    def test_every_case_stands_in_the_document(self):
        text = (run.HERE.parent.parent / 'docs' / 'verification.md').read_text(encoding='utf-8')
        titles = [title[3:] for title in text.splitlines() if title.startswith('## ')]
        self.assertEqual(titles, [folder.name for folder in run.cases_found()], 'make verification')
        self.assertIn(' 0 failed. ', text)


if __name__ == '__main__':
    unittest.main()
