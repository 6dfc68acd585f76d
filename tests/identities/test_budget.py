"""The mission's budget: a year of the force as it stands at the start costs what the appropriation says, within 2 %."""
import csv
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
APPROPRIATION = 1260  # MUSD, 2022/23 (scenarios/mali-2023, ledger)


class Budget(unittest.TestCase):
    def test_frozen_year(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / 'scenarios', Path(folder) / 'scenarios')
            study = Path(folder) / 'scenarios' / 'mali-2023' / 'study.yaml'
            frozen = '  status_quo: {title: Nothing changes, baseline: no}'
            text, n = re.subn(r'(?m)^  status_quo: .*$', frozen, study.read_text(encoding='utf-8'))
            self.assertEqual(n, 1)
            study.write_text(text, encoding='utf-8')
            out = Path(folder) / 'out'
            subprocess.run([MANDATE, 'run', str(study), '--option', 'status_quo', '--set', 'horizon=12 months', '--worlds', '1',
                            '--replications', '4', '--central', '-o', str(out), '--quiet'],
                           check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=120)
            with open(out / 'runs.csv', encoding='utf-8', newline='') as rows:
                costs = [float(row['cost_musd']) for row in csv.DictReader(rows) if row['world'] == '0']
        self.assertEqual(len(costs), 4)
        for cost in costs:
            self.assertLess(abs(cost / APPROPRIATION - 1), 0.02)


if __name__ == '__main__':
    unittest.main()
