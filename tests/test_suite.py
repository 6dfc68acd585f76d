"""The suite's own counting (run.py) and the check of floors, calls and names (layers.py)."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import run

HERE = Path(__file__).resolve().parent


class Tap(unittest.TestCase):
    def test_counts(self):
        output = '1..3\nok 1 - a\nnoise without end of linenot ok 2 - b\n# 1 != 2\nxok 3 - c\n# not ok - group\n'
        self.assertEqual(run.tap_counts(output, 1), (2, 1, 0))
        self.assertEqual(run.tap_counts('1..1\nok 1 - a\n# ok - g\n1..1\nnot ok 1 # SKIP b\n', 0), (1, 0, 1))

    def test_what_is_not_reported_has_failed(self):
        self.assertEqual(run.tap_counts('1..3\nok 1 - a\n', -11), (1, 2, 0))
        self.assertEqual(run.tap_counts('not ok 0 - g [  FAILED  ] GROUP SETUP\n# ok - g\n', 0), (0, 1, 0))
        self.assertEqual(run.tap_counts('', 0), (0, 1, 0))
        self.assertEqual(run.tap_counts('1..1\nok 1 - a\n', 23), (1, 1, 0))
        self.assertEqual(run.tap_counts('1..1\nok 1 - a\nok 2 - b\n', 0), (2, 1, 0))


class Unittest(unittest.TestCase):
    def test_counts(self):
        self.assertEqual(run.unittest_counts('Ran 4 tests in 0.1s\n\nOK\n', 0), (4, 0, 0))
        output = 'Ran 4 tests in 0.1s\n\nFAILED (failures=1, errors=1, skipped=1)\n'
        self.assertEqual(run.unittest_counts(output, 1), (1, 2, 1))
        self.assertEqual(run.unittest_counts('Ran 0 tests in 0.0s\n\nOK\n', 0), (0, 1, 0))
        self.assertEqual(run.unittest_counts('Traceback\n', 1), (0, 1, 0))


GOOD = {
    'include/mandate/a.h': '#include <math.h>\n',
    'sim/base/arena.c': '#include <stdlib.h>\nvoid *take(void);\nvoid *take(void) { return malloc(1); }\n',
    'sim/model/m.h': '#include "mandate/a.h"\n',
    'sim/model/m.c': '#include "model/m.h"\n#include "base/b.h"\nint the_village(int x) { return x; }\n',
    'sim/base/b.h': '',
    'sim/cli/main.c': '#include <stdio.h>\nint main(void) { return printf("x"); }\n',
    'scenarios/here-2023/study.yaml': 'title: MIXXX\nregions:\n  far_village: {name: X}\nbases: bases.yaml\n',
    'scenarios/here-2023/bases.yaml': 'otherwhere:\n  {name: Y}\n',
    'scenarios/here-2023/fleets.yaml': 'a_b:\n  {name: Zeppelin ZX-12, role: uav}\n',
    'scenarios/here-2023/units.yaml': 'u: {contributor: Ruritania, type: qrf}\n',
    'layers': 'floor: base\nfloor: random stats\nfloor: model\nfloor: cli\nmemory: base/arena\nend: base/arena\n'
              'exact: base model\nwords: village here\n',
}


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.write(GOOD)

    def write(self, files):
        for name, text in files.items():
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name in files:
            if name.endswith('.c'):
                target = Path('build', name).with_suffix('.o')
                (self.home / target).parent.mkdir(parents=True, exist_ok=True)
                compiler = os.environ.get('CC', 'gcc')
                subprocess.run([compiler, '-w', '-c', '-fno-builtin', '-Iinclude', '-Isim', name, '-o', str(target)],
                               cwd=self.home, check=True)

    def breaches(self, files):
        """What layers.py prints about the good tree with other files in it; the good tree is restored."""
        self.write(files)
        done = subprocess.run([sys.executable, str(HERE / 'layers.py'), 'layers', 'build'], cwd=self.home,
                              capture_output=True, text=True, check=False)
        for name in files:
            (self.home / name).unlink()
        self.write({name: GOOD[name] for name in files if name in GOOD})
        self.assertEqual(done.stderr, '')
        self.assertEqual(done.returncode, 1 if done.stdout else 0)
        return done.stdout.splitlines()

    def one(self, name, text, part):
        found = self.breaches({name: text})
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def test_good_tree(self):
        self.assertEqual(self.breaches({}), [])

    def test_includes(self):
        self.one('sim/base/b.h', '#include "model/m.h"\n', 'base/ lies not above model/')
        self.one('sim/stats/s.h', '#include "random/r.h"\n', 'is not a path below')
        found = self.breaches({'sim/stats/s.h': '#include "random/r.h"\n', 'sim/random/r.h': ''})
        self.assertEqual(found, ['sim/stats/s.h:1: stats/ lies not above random/'])
        self.one('include/mandate/a.h', '#include "base/b.h"\n', 'a public header includes base/b.h')
        self.one('sim/attic/x.h', '', 'on no floor')
        circle = {'sim/base/b.h': '#include "base/c.h"\n', 'sim/base/c.h': '#include "base/b.h"\n'}
        self.assertIn('a circle: base/b.h -> base/c.h -> base/b.h', self.breaches(circle)[0])

    def test_calls(self):
        for call, part in (('malloc(1)', 'malloc'), ('printf("x")', 'printf'), ('exit(1)', 'exit'), ('exp(x)', 'exp'),
                           ('lgamma(x)', 'lgamma'), ('sinf(x)', 'sinf'), ('gsl_ran_poisson(x)', 'gsl_ran_poisson')):
            self.one('sim/model/n.c', f'int f(int x) {{ return {call}; }}\n', part)
        exact = 'int f(int x) { return floor(x) + ldexp(x, 1) + free(x); }\n'
        self.assertEqual(self.breaches({'sim/model/n.c': exact}), [])
        self.assertEqual(self.breaches({'sim/cli/n.c': 'int f(int x) { return exp(x) + puts("x"); }\n'}), [])

    def test_names(self):
        for word in ('otherwhere', 'MIXXX', 'far', 'Ruritania', 'zx12', 'ZX-12', 'zeppelin', 'base_otherwhere_km'):
            self.one('sim/model/n.h', f'/* like {word} */\n', 'is a name in the scenarios')
        self.assertEqual(self.breaches({'sim/model/n.h': '/* farther, a village, here */\n'}), [])


if __name__ == '__main__':
    unittest.main()
