"""Pages that are made from the program say what it says now.

MANDATE names the program (default: ./mandate at the top of the tree).
"""
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / 'docs'
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
# Tables of the manual that are not of the model: how a study is judged, sampled, drawn and cited.
NOT_MODEL = {'mission', 'citation', 'observation', 'criteria', 'goal', 'design', 'map', 'line'}


def said(*arguments):
    return subprocess.run([MANDATE, *arguments], check=True, capture_output=True, text=True, encoding='utf-8',
                          timeout=60).stdout


def page(name):
    return (DOCS / name).read_text(encoding='utf-8')


class Generated(unittest.TestCase):
    def test_whole_pages(self):
        self.assertEqual(page('reference.md'), said('help', 'reference'))
        self.assertEqual(page('study.schema.json'), said('schema'))

    def test_tables_in_pages(self):
        done = subprocess.run([sys.executable, str(DOCS / 'keys.py'), '--check'], capture_output=True, text=True,
                              env={**os.environ, 'MANDATE': MANDATE}, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ''))

    def test_stale_table_is_seen(self):
        sys.path.insert(0, str(DOCS))
        import keys
        text = page('credibility.md')
        stale = text.replace('| 3 |', '| 4 |')
        self.assertNotEqual(stale, text)
        self.assertEqual(keys.filled(stale, keys.manual()), text)


class Protocol(unittest.TestCase):
    def test_every_process_has_its_section(self):
        sections = set(re.findall(r'^## (P\d\d[a-z]?) ', page('odd.md'), flags=re.M))
        processes = {row['process'] for row in json.loads(said('list', 'processes', '--json'))}
        self.assertEqual(sections, processes)

    def test_every_table_of_keys_is_in_one_place(self):
        shown = [name for names in re.findall(r'<!-- keys: ([a-z_ ]+) -->', page('odd.md')) for name in names.split()]
        manual = set(re.findall(r'^### (\w+)$', said('help', 'reference'), flags=re.M))
        self.assertEqual(sorted(shown), sorted(manual - NOT_MODEL))

    def test_names_in_code_are_keys(self):
        prose = re.sub(r'<!-- (?:keys|processes).*?<!-- end -->', '', page('odd.md'), flags=re.S)
        manual = said('help', 'reference')
        known = set(re.findall(r'^(?:### |\| `)(\w+)', manual, flags=re.M)) | set(re.findall(r'`(\w+)`', manual))
        names = {name for name in re.findall(r'`([a-z_.]+)`', prose) if not name.endswith(('.csv', '.yaml'))}
        self.assertEqual([name for name in sorted(names) if not set(name.split('.')) <= known], [])


if __name__ == '__main__':
    unittest.main()
