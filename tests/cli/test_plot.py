"""Figures of a results folder: each is written as SVG and PNG; without gnuplot one line says so."""
import re
import shutil
import unittest

from test_cli import Case, mandate


class Plot(Case):
    @unittest.skipUnless(shutil.which('gnuplot'), 'gnuplot is not installed')
    def test_every_figure_is_drawn(self):
        out = self.small('out')
        said = self.run_ok('plot', out).stderr
        names = re.findall(r'plots/([^ ]+)\.svg', said)
        self.assertGreater(len(names), 8)
        for name in names:
            for kind, head in (('svg', b'<?xml'), ('png', b'\x89PNG')):
                data = (out / 'plots' / f'{name}.{kind}').read_bytes()
                self.assertGreater(len(data), 1000, name)
                self.assertTrue(data.startswith(head), name)

    def test_without_gnuplot(self):
        out = self.small('out')
        done = mandate('plot', out, environment={'PATH': str(self.folder)})
        self.assertEqual(done.returncode, 6)
        self.assertIn('apt-get install gnuplot-nox', done.stderr)


if __name__ == '__main__':
    unittest.main()
