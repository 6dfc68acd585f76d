"""One ended command of the program: its exit code, its output, and the files that it wrote. Not for judging them."""
import csv
import gzip
import math
from pathlib import Path


def number(text):
    """The value of a CSV field; None for an empty one."""
    return None if text == '' else float(text)


class Results:
    def __init__(self, status, stdout, stderr, folder=None):
        self.status, self.stdout, self.stderr = status, stdout, stderr
        self.folder = None if folder is None else Path(folder)
        self._tables = {}

    def file(self, name):
        return self.folder / name

    def table(self, name):
        """Rows of a CSV file of the results, as dicts of text; `name` or `name`.gz."""
        if name not in self._tables:
            path = self.file(name)
            if not path.exists() and self.file(name + '.gz').exists():
                path = self.file(name + '.gz')
            opened = gzip.open if path.suffix == '.gz' else open
            with opened(path, 'rt', encoding='utf-8', newline='') as file:
                self._tables[name] = list(csv.DictReader(file))
        return self._tables[name]

    def rows(self, option=None, file='runs.csv'):
        """Rows of one option (needed where there are several), all with status ok."""
        rows = self.table(file)
        options = sorted({row['option'] for row in rows})
        if option is None and len(options) > 1:
            raise ValueError(f'{file} has several options: {", ".join(options)}')
        chosen = [row for row in rows if option is None or row['option'] == option]
        if not chosen:
            raise ValueError(f'{file} has no rows' + ('' if option is None else f' of option {option}'))
        failed = [row['status'] for row in chosen if row.get('status', 'ok') != 'ok']
        if failed:
            raise ValueError(f'{file}: {len(failed)} replications failed: {failed[0]}')
        return chosen

    def column(self, metric, option=None):
        """Values of a metric in runs.csv, one per world and replication; None where it is undefined."""
        return [number(row[metric]) for row in self.rows(option)]

    def groups(self, metric, option=None):
        """Values of a metric, one list per world."""
        worlds = {}
        for row in self.rows(option):
            worlds.setdefault(row['world'], []).append(number(row[metric]))
        return list(worlds.values())

    def differences(self, metric, option, reference):
        """Paired differences option - reference by world and replication."""
        def keyed(name):
            return {(row['world'], row['replication']): number(row[metric]) for row in self.rows(name)}
        ours, theirs = keyed(option), keyed(reference)
        if ours.keys() != theirs.keys():
            raise ValueError(f'{option} and {reference} have other worlds or replications')
        return [ours[key] - theirs[key] for key in ours]

    def events(self, option=None, **where):
        """Rows of events.csv whose columns have the values of `where` (as text)."""
        return [row for row in self.rows(option, 'events.csv')
                if all(row[key] == str(value) for key, value in where.items())]

    def events_by_row(self, option=None, **where):
        """The same, one list for every row of runs.csv, those without events included."""
        lists = {(row['world'], row['replication']): [] for row in self.rows(option)}
        for event in self.table('events.csv'):
            if option in (None, event['option']) and all(event[key] == str(value) for key, value in where.items()):
                lists[event['world'], event['replication']].append(event)
        return list(lists.values())


def finite(sample):
    """The values that are there and finite."""
    return [x for x in sample if x is not None and math.isfinite(x)]
