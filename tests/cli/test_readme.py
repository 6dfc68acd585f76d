"""The first screen in the README is what the program prints, and the numbers in its prose are those of the study.

They change with the model, the data of the study or the words of the screen: then
    python3 tests/cli/test_readme.py --renew
pastes the screen anew and says which numbers of the prose are to be mended by hand. MANDATE names the program.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
README = ROOT / 'README.md'
SCREEN = re.compile(r'(?<=\$ make run\n)\d+ worlds .*?(?=```)', re.S)


def study_run(folder):
    """(the first screen, manifest.json, all of the comparison) of the Mali study as it comes"""
    def said(*arguments):
        return subprocess.run([MANDATE, *arguments], check=True, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                              encoding='utf-8', timeout=400).stdout
    screen = said('run', 'scenarios/mali-2023/study.yaml', '-o', folder, '--quiet')
    return screen, json.loads((Path(folder) / 'manifest.json').read_text(encoding='utf-8')), json.loads(said('compare', folder, '--json'))


def best_of(cells, sense):
    """The best mean, in percent"""
    return 100 * (max if sense == 'more is better' else min)(cell['value']['mean'] for cell in cells.values())


def sentences(manifest, comparison):
    """Pieces of prose that have to stand in the README, made from the results."""
    total, documented, derived, guessed = re.match(r'(\d+): (\d+) \w+ \(A\), (\d+) \w+ \(B\), (\d+)',
                                                   manifest['credibility']['unknowns']).groups()
    first, reach = comparison['metrics'][0], next(m for m in comparison['metrics'] if m['metric'] == 'reach_6h')
    under = {row['assumption']: next(m for m in row['metrics'] if m['metric'] == 'reach_6h') for row in comparison['assumptions']}
    means = [100 * option['value']['mean'] for option in reach['options'].values()]
    share = first['options'][first['best']]['best']['value']
    return [f'eight options, {total} unknowns',
            f'Of the {total} unknowns of the Mali study {guessed} are guesses (grade C), {derived} derived, {documented} documented',
            f'"Best in {100 * share:.0f} %"',
            f'at `response.commit_probability` 10 % the best option reaches {best_of(under["commit_10"]["options"], reach["sense"]):.1f} %',
            f'at 50 % {best_of(under["commit_50"]["options"], reach["sense"]):.1f} %, '
            f'while the options range from {min(means):.1f} to {max(means):.1f} %']


def prose():
    return re.sub(r'\s+', ' ', README.read_text(encoding='utf-8'))


class Readme(unittest.TestCase):
    @unittest.skipIf(re.search('asan|ubsan|tsan', MANDATE), 'the whole study, under a sanitizer')
    def test_screen_and_prose(self):
        with tempfile.TemporaryDirectory() as folder:
            screen, manifest, comparison = study_run(folder)
        shown = SCREEN.search(README.read_text(encoding='utf-8'))
        self.assertEqual(shown.group(), screen)
        for sentence in sentences(manifest, comparison):
            self.assertIn(sentence, prose())


def renew():
    with tempfile.TemporaryDirectory() as folder:
        screen, manifest, comparison = study_run(folder)
    README.write_text(SCREEN.sub(lambda _: screen, README.read_text(encoding='utf-8'), count=1), encoding='utf-8')
    for sentence in sentences(manifest, comparison):
        if sentence not in prose():
            print(f'the README should say: {sentence}')


if __name__ == '__main__':
    if sys.argv[1:] == ['--renew']:
        renew()
    else:
        unittest.main()
