"""docs/mechanisms.md holds every mechanism once, and every key, metric and test that it names is there."""
import json
import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANDATE = os.environ.get('MANDATE', str(ROOT / 'mandate'))
TABLE = ROOT / 'docs' / 'mechanisms.md'
COLUMNS = ('mechanism', 'what', 'texts', 'processes', 'keys', 'metrics', 'tests')
LAST = 57


def output(*arguments):
    return subprocess.run([MANDATE, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def table():
    rows = [line.strip('|').split('|') for line in TABLE.read_text(encoding='utf-8').splitlines() if line.startswith('| M') and line[3].isdigit()]
    return [dict(zip(COLUMNS, (cell.strip() for cell in row))) for row in rows]


def names(cell):
    return re.findall(r'`([^`]+)`', cell)


class Schema:
    """Which paths of keys there are; the ids of entities are left out of a path."""

    def __init__(self):
        self.tables = json.loads(output('schema'))['$defs']

    def below(self, node):
        """Names of the tables that a property may hold: by reference, as entries of a collection, or as items of a list."""
        found = [node['$ref'].rsplit('/', 1)[1]] if '$ref' in node else []
        for key in ('anyOf', 'items', 'additionalProperties'):
            for part in node.get(key, []) if key == 'anyOf' else [node.get(key)]:
                if isinstance(part, dict):
                    found += self.below(part)
        return [name for name in found if 'properties' in self.tables[name]]

    def has(self, table, path):
        properties = self.tables[table]['properties']
        head, _, rest = path.partition('.')
        if head not in properties:
            return False
        return not rest or any(self.has(name, rest) for name in self.below(properties[head]))


class Mechanisms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows, cls.schema = table(), Schema()

    def test_each_once_and_in_order(self):
        self.assertEqual([row['mechanism'] for row in self.rows], [f'M{i:02}' for i in range(1, LAST + 1)])

    def test_nothing_is_left_open(self):
        for row in self.rows:
            for column in COLUMNS:
                self.assertTrue(row.get(column), f'{row["mechanism"]}: {column}')

    def test_keys(self):
        verbs = json.dumps(self.schema.tables['operation']['properties']['do'])
        for row in self.rows:
            for name in names(row['keys']):
                with self.subTest(mechanism=row['mechanism'], key=name):
                    if name.startswith('verb:'):
                        self.assertIn(f'"{name[5:]}"', verbs)
                    elif name.startswith('study.'):
                        self.assertTrue(self.schema.has('study', name[6:]))
                    else:
                        self.assertTrue(self.schema.has('mission', name))

    def test_a_key_that_is_not_there_is_seen(self):
        self.assertFalse(self.schema.has('mission', 'hostility.nothing'))
        self.assertFalse(self.schema.has('mission', 'regions.area.more'))

    def test_metrics(self):
        known = {metric['metric'] for metric in json.loads(output('list', 'metrics', '--json'))}
        for row in self.rows:
            self.assertTrue(names(row['metrics']), row['mechanism'])
            self.assertEqual(set(names(row['metrics'])) - known, set(), row['mechanism'])

    def test_processes(self):
        known = {process['process'] for process in json.loads(output('list', 'processes', '--json'))}
        for row in self.rows:
            self.assertEqual(set(row['processes'].split(', ')) - known, set(), row['mechanism'])

    def test_tests(self):
        for row in self.rows:
            for path in row['tests'].split():
                self.assertTrue((ROOT / path).exists(), f'{row["mechanism"]}: {path}')

    def test_texts(self):
        sources = (ROOT / 'scenarios' / 'mali-2023' / 'sources.yaml').read_text(encoding='utf-8')
        for row in self.rows:
            for text in row['texts'].split(', '):
                self.assertTrue(text == 'short essay' or f'\n{text}:' in sources, f'{row["mechanism"]}: {text}')


if __name__ == '__main__':
    unittest.main()
