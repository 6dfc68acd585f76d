#!/usr/bin/env python3
"""Executes the notebook and the R script of notebooks/ on results of the Mali study; they hold their numbers against
compare.csv themselves. Pictures go to build/notebooks, to be looked at."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
NOTEBOOK = ROOT / 'notebooks' / 'compare.ipynb'


class Notebooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix='mandate-notebooks-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.results = cls.folder / 'results'
        subprocess.run([MANDATE, 'run', str(ROOT / 'scenarios' / 'mali-2023' / 'study.yaml'), '-o', str(cls.results), '--quiet',
                        '--worlds', '30', '--replications', '4'], check=True, stdout=subprocess.DEVNULL)

    def pictures(self, name, expected):
        folder = ROOT / 'build' / 'notebooks' / name
        sizes = {path.stem: path.stat().st_size for path in folder.glob('*.png')}
        self.assertEqual(set(sizes), expected)
        self.assertGreater(min(sizes.values()), 10000)

    def out(self, name):
        folder = ROOT / 'build' / 'notebooks' / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def run_one(self, command, **more):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, **more)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:])
        return done.stdout

    def test_stored_without_outputs(self):
        for cell in json.loads(NOTEBOOK.read_text())['cells']:
            self.assertFalse(cell.get('outputs') or cell.get('execution_count'), ''.join(cell['source']))

    def test_python(self):
        environment = {**os.environ, 'RESULTS': str(self.results), 'FIGURES': str(self.out('python')),
                       'HOME': str(self.folder), 'MPLBACKEND': 'Agg'}
        self.run_one(['jupyter-nbconvert', '--to', 'notebook', '--execute', str(NOTEBOOK), '--output-dir', str(self.folder),
                      '--output', 'executed.ipynb'], env=environment, cwd=NOTEBOOK.parent)
        self.pictures('python', {'differences', 'response', 'series', 'map'})

    def test_r(self):
        told = self.run_one(['Rscript', str(ROOT / 'notebooks' / 'compare.R'), str(self.results), str(self.out('r'))])
        self.pictures('r', {'differences', 'response', 'map'})
        self.assertIn('resp_rmean_h [h], difference to status_quo', told)
        self.assertIn('cost_musd [MUSD], difference to status_quo', told)


if __name__ == '__main__':
    sys.exit(unittest.main())
