"""Figures of a results folder: each is written as SVG and PNG; without gnuplot one line says so. Names from a scenario
are text in them and never a command."""
import re
import shutil
import unittest
from xml.etree import ElementTree

from test_cli import Case, mandate


GNUPLOT = shutil.which('gnuplot')
HOSTILE = '`touch hacked`"; system("touch hacked") # \\n @name ${HOME} <b> EOD'


class Plot(Case):
    def hostile_study(self):
        """A camp and a place with such names, borders, roads and two dates."""
        quoted = "'" + HOSTILE.replace("'", "''") + "'"
        return self.study(lambda text: text.replace('{type: hub, region', '{name: ' + quoted + ', type: hub, region', 1)
                          .replace('market_town: {region', 'market_town: {name: ' + quoted + ', region', 1)
                          .replace('  bases:\n', '  map:\n    outline: {land: {points: [[9.8, 19.8], [9.8, 21], [11, 21], [11, 19.8]]}}\n'
                                   '    roads: {main: {name: Main, points: [[10, 20.02], [10.65, 20.7]]}}\n  bases:\n', 1)
                          + '\noutput: {places_on: [2024-03-01, 2024-09-01]}\n')

    @unittest.skipUnless(GNUPLOT, 'gnuplot is not installed')
    def test_names_are_text(self):
        out = self.small('out', study=self.hostile_study())
        self.run_ok('plot', out, cwd=self.folder)
        self.run_ok('plot', out, '--replay', 'reinforce/2/1', cwd=self.folder)
        self.assertEqual(list(self.folder.rglob('hacked')), [])
        text = (out / 'plots' / 'map_mission.svg').read_text(encoding='utf-8')
        self.assertIn('touch hacked', text)
        self.assertNotIn('<b>', text)
        self.assertEqual(len(ElementTree.fromstring(text).tag), len('{http://www.w3.org/2000/svg}svg'))
        animation = (out / 'plots' / 'replay-1-2-1.gif').read_bytes()
        self.assertTrue(animation.startswith(b'GIF89a'))
        self.assertGreater(animation.count(b'\x21\xf9\x04'), 40, 'a frame a week')

    @unittest.skipUnless(GNUPLOT, 'gnuplot is not installed')
    def test_a_map_for_each_date(self):
        out = self.small('out', study=self.hostile_study())
        said = self.run_ok('plot', out).stderr
        for date in ('2024-03-01', '2024-09-01'):
            self.assertIn(f'map_camps-{date}.svg', said)
            self.assertIn(f'on {date}', (out / 'plots' / f'map_unprotected-{date}.svg').read_text(encoding='utf-8'))

    def test_replay_that_is_not_there(self):
        out = self.small('out')
        for address in ('reinforce', 'reinforce/9/0', 'nothing/1/0'):
            self.run_ok('plot', out, '--replay', address, status=2)

    @unittest.skipUnless(GNUPLOT, 'gnuplot is not installed')
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
