"""Rows that have the same bytes on every compiler, level of optimisation and processor (golden.txt).

They change only with the model, the data of the studies or the columns: then
    python3 tests/identities/test_golden.py --renew
writes golden.txt anew. `make golden` compares other builds; $MANDATE names the build under test.
"""
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
GOLDEN = Path(__file__).with_name('golden.txt')
STUDIES = ('mali-2023', 'tiny')
QEMU = shutil.which('qemu-x86_64')
NO_QEMU = 'no qemu-x86_64: apt-get install qemu-user' if platform.machine() == 'x86_64' else 'for x86-64 only'


def digests(*emulator):
    """The lines of golden.txt, as this build gives them."""
    lines = []
    for study in STUDIES:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([*emulator, MANDATE, 'run', f'scenarios/{study}/study.yaml', '--quiet', '-o', folder,
                                   '--worlds', '3', '--replications', '2'], cwd=ROOT, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=280)
            if done.returncode != 0:
                raise AssertionError(f'{study}: status {done.returncode}\n{done.stderr[-2000:]}')
            lines.append(f'{hashlib.sha256((Path(folder) / "runs.csv").read_bytes()).hexdigest()}  {study}/runs.csv\n')
    return ''.join(lines)


class Golden(unittest.TestCase):
    def test_this_processor(self):
        self.assertEqual(digests(), GOLDEN.read_text(encoding='utf-8'))

    def masked(self, processor):
        self.assertEqual(digests(QEMU, '-cpu', processor), GOLDEN.read_text(encoding='utf-8'))

    @unittest.skipUnless(QEMU and platform.machine() == 'x86_64', NO_QEMU)
    def test_processor_without_avx(self):
        self.masked('Nehalem')

    @unittest.skipUnless(QEMU and platform.machine() == 'x86_64', NO_QEMU)
    def test_processor_with_avx2_without_fma(self):
        self.masked('Haswell,-fma')


if __name__ == '__main__':
    if sys.argv[1:] == ['--renew']:
        GOLDEN.write_text(digests(), encoding='utf-8')
    else:
        unittest.main()
