#!/usr/bin/env python3
"""Who may include, call and name what: layers.py LIST BUILD. Prints each breach; silent otherwise.

Includes are read from the sources, calls from the object files under BUILD, names of places, contributors and aircraft
from the scenarios. Not for style or for what a compiler warns about.
"""
import re
import subprocess
import sys
from pathlib import Path

MEMORY = {'malloc', 'calloc', 'realloc', 'reallocarray', 'aligned_alloc', 'posix_memalign', 'memalign', 'valloc',
          'strdup', 'strndup', 'asprintf', 'vasprintf', 'mmap'}
END = {'exit', '_exit', '_Exit', 'quick_exit', 'abort', 'assert_fail', 'raise', 'signal', 'sigaction', 'stdout',
       'stderr', 'printf', 'vprintf', 'puts', 'putchar', 'perror', 'longjmp'}
INEXACT = re.compile(r'(a?(sin|cos|tan)h?|atan2|sincos|exp(2|10|m1)?|log(2|10|1p)?|pow|cbrt|hypot|erfc?|[lt]?gamma|'
                     r'[jy][01n])[fl]?(_r)?|gsl_(?!rng_).*')
PLACES = {'regions', 'localities', 'bases'}


def rules_read(path):
    rules = {}
    for line in path.read_text().splitlines():
        key, _, words = line.partition('#')[0].partition(':')
        if words:
            rules.setdefault(key.strip(), []).append(words.split())
    return rules


# ---- includes ----

def includes(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if found:
            yield number, found[1], found[2]


def include_breaches(rules):
    height = {name: level for level, names in enumerate(rules['floor']) for name in names}
    for path in sorted(Path('include').rglob('*.h')):
        for number, mark, name in includes(path):
            if mark == '"' and not name.startswith('mandate/'):
                yield f'{path}:{number}: a public header includes {name}'
    needs = {}
    for path in sorted(Path('sim').rglob('*.[ch]')):
        own = path.parts[1]
        if own not in height:
            yield f'{path}: folder {own} is on no floor of tests/layers'
            continue
        for number, mark, name in includes(path):
            if mark == '<' or name.startswith('mandate/') or name == 'mandate.h':
                continue
            other = name.split('/')[0]
            if not (Path('sim') / name).exists():
                yield f'{path}:{number}: {name} is not a path below sim/ or include/'
            elif own != other and height[other] >= height[own]:
                yield f'{path}:{number}: {own}/ lies not above {other}/'
            elif own == other:
                needs.setdefault(str(path.relative_to('sim')), {})[name] = f'{path}:{number}'
    yield from circle_breaches(needs)


def circle_breaches(needs):
    """Headers of one floor that need each other."""
    done, trail = set(), []

    def visit(file):
        if file in trail:
            yield f'{needs[trail[-1]][file]}: a circle: {" -> ".join(trail[trail.index(file):] + [file])}'
        elif file not in done:
            trail.append(file)
            for other in needs.get(file, {}):
                yield from visit(other)
            done.add(trail.pop())
    for file in sorted(needs):
        yield from visit(file)


# ---- calls ----

def undefined(build):
    """(room, symbol) of every symbol that an object file takes from elsewhere."""
    objects = sorted(str(path) for path in (build / 'sim').rglob('*.o')
                     if path.relative_to(build).with_suffix('.c').exists())
    if not objects:
        sys.exit(f'layers: no object files under {build}')
    output = subprocess.run(['nm', '-A', '-u', *objects], capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        path, symbol = line.split(':', 1)[0], line.split()[-1]
        symbol = re.sub(r'^__(.*?)(_chk|_finite)?$', r'\1', symbol.split('@')[0])
        yield str(Path(path).relative_to(build / 'sim').with_suffix('')), symbol


def call_breaches(rules, build):
    memory, end, exact = (set(sum(rules[key], [])) for key in ('memory', 'end', 'exact'))
    for room, symbol in undefined(build):
        floor = room.split('/')[0]
        if symbol in MEMORY and room not in memory:
            yield f'sim/{room}.c: calls {symbol}; only {", ".join(sorted(memory))} may'
        if symbol in END and room not in end and floor != 'cli':
            yield f'sim/{room}.c: uses {symbol}; below cli/ nothing prints or ends the program'
        if floor in exact and INEXACT.fullmatch(symbol):
            yield f'sim/{room}.c: calls {symbol}, whose bits differ between machines; see mandate/function.h'


# ---- names ----

def words_of(text):
    return {word for word in re.findall(r'[a-z]+', text.lower()) if len(word) >= 3}


def types_of(text):
    """Types of aircraft such as Mi-17 or CH-53G, without hyphens."""
    found = re.findall(r'(?<![A-Za-z])[A-Za-z]{1,4}[-_ ]?\d{1,3}[A-Za-z]{0,4}(?![A-Za-z0-9])', text)
    return {re.sub(r'[-_ ]', '', word).lower() for word in found}


def collections_in(path, lines):
    """(collection, its lines) for each collection with names that a scenario file holds or is."""
    stem = path.stem.split('_')[-1]
    if stem in PLACES or stem == 'fleets':
        yield stem, lines
    for index, line in enumerate(lines):
        found = re.match(r'( *)([a-z]+):$', line)
        if found and (found[2] in PLACES or found[2] == 'fleets'):
            block = []
            for inner in lines[index + 1:]:
                if inner and not inner.startswith(found[1] + ' '):
                    break
                block.append(inner)
            yield found[2], block


def names_in(path):
    """Names in a scenario file: ids of places, contributors, types of aircraft, missions in titles."""
    lines = [re.sub(r'(^|\s)#.*', '', line).rstrip() for line in path.read_text(encoding='utf-8').splitlines()]
    text = '\n'.join(lines)
    for name, block in collections_in(path, lines):
        keys = [found for found in (re.match(r'( *)([\w-]+):', line) for line in block) if found]
        left = min((len(key[1]) for key in keys), default=0)
        ids = [key[2] for key in keys if len(key[1]) == left]
        if name in PLACES:
            yield from words_of(' '.join(ids))
        else:
            types = re.findall(r'\bname:\s*("[^"]*"|[^,}\n]*)', '\n'.join(block))
            yield from types_of(' '.join(ids + types))
            yield from words_of(' '.join(re.findall(r'\b[A-Z][a-z]{3,}\b', ' '.join(types))))
    yield from words_of(' '.join(re.findall(r'\bcontributor:\s*"?([\w \'-]+)', text)))
    yield from words_of(' '.join(re.findall(r'\b[A-Z]{5,}\b', ' '.join(re.findall(r'^title:(.*)', text, re.M)))))


def name_breaches(rules):
    names = set()
    for path in sorted(Path('scenarios').rglob('*.yaml')):
        # The small study for beginners is made of invented places.
        if path.parts[1] not in ('tiny', 'common'):
            names.update(names_in(path), words_of(path.parts[1]))
    names -= set(sum(rules['words'], []))
    for path in sorted([*Path('sim').rglob('*.[ch]'), *Path('include').rglob('*.h')]):
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            for name in sorted((words_of(line) | types_of(line)) & names):
                yield f'{path}:{number}: "{name}" is a name in the scenarios; only data knows it'


def main():
    rules = rules_read(Path(sys.argv[1]))
    breaches = [*include_breaches(rules), *call_breaches(rules, Path(sys.argv[2])), *name_breaches(rules)]
    print('\n'.join(breaches), end='\n' if breaches else '')
    return 1 if breaches else 0


if __name__ == '__main__':
    sys.exit(main())
