#!/usr/bin/env python3
"""Fills what stands between markers in docs/*.md with what the program says (`make docs`); --check: says what is not current.

    <!-- keys: attacks mass -->    the tables of these keys, from `mandate help reference`
    <!-- processes -->             `mandate list processes`
    <!-- credibility -->           `mandate help credibility`
    <!-- end -->
"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
MANDATE = os.environ.get('MANDATE', str(DOCS.parent / 'mandate'))
MARKED = re.compile(r'(<!-- (keys|processes|credibility)(?:: ([a-z_ ]+))? -->\n).*?(<!-- end -->)', re.S)


def ask(*arguments):
    return subprocess.run([MANDATE, *arguments], check=True, capture_output=True, text=True, encoding='utf-8').stdout


def manual():
    """Rows of the manual by table of keys: (key, what is written, default, range, may an option change it, meaning)."""
    keys = ask('help', 'reference').split('\n## Keys\n')[1].split('\n## Distributions\n')[0]
    parts = re.split(r'^### (\w+)\n', keys, flags=re.M)
    return {name: [[cell.strip() for cell in re.split(r'(?<!\\)\|', line)[1:-1]] for line in body.strip().splitlines()[2:]]
            for name, body in zip(parts[1::2], parts[2::2])}


def keys_table(names, tables):
    lines = ['| key | default | range | option | meaning |', '|---|---|---|---|---|']
    for name in names.split():
        for key, _, default, range_, option, meaning in tables[name]:
            meaning = re.sub(r'\]\(#', '](reference.md#', meaning)
            lines.append(f'| `{name}.{key[1:]} | {default} | {range_} | {option} | {meaning} |')
    return '\n'.join(lines) + '\n'


def processes_table():
    lines = ['| process | name | file | does |', '|---|---|---|---|']
    for row in json.loads(ask('list', 'processes', '--json')):
        lines.append(f'| {row["process"]} | {row["name"]} | `{row["file"]}` | {row["does"]} |')
    return '\n'.join(lines) + '\n'


def filled(text, tables):
    def fill(match):
        head, kind, names, end = match.groups()
        body = keys_table(names, tables) if kind == 'keys' else processes_table() if kind == 'processes' else \
            ask('help', 'credibility')
        return head + body + end
    return MARKED.sub(fill, text)


def main():
    tables, stale = manual(), []
    for path in sorted(DOCS.glob('*.md')):
        text = path.read_text(encoding='utf-8')
        now = filled(text, tables)
        if now == text:
            continue
        if '--check' in sys.argv[1:]:
            stale.append(path.name)
        else:
            path.write_text(now, encoding='utf-8')
    if stale:
        sys.exit(f'not current: {" ".join(stale)} (make docs)')


if __name__ == '__main__':
    main()
