#!/usr/bin/env python3
"""Runs the unit programs, with --cases also the Python tests and the cases, and ends with 'N passed, N failed'.

A unit program counts the tests that it announces: what crashed, hung or was not reported has failed.
"""
import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'cases'))
import run as cases  # noqa: E402  tests/cases/run.py


class Outcome(NamedTuple):
    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    output: str


def tap_counts(output, status):
    """(passed, failed, skipped) of cmocka's TAP output; tests print between the lines and into them."""
    planned = sum(int(n) for n in re.findall(r'^1\.\.(\d+)$', output, re.M))
    skipped = len(re.findall(r'not ok \d+ # SKIP', output))
    passed = len(re.findall(r'(?<!not )ok [1-9]\d* - ', output))
    failed = max(planned - passed - skipped, 0)
    if planned == 0 or passed + skipped > planned or (status != 0 and failed == 0):
        failed += 1
    return passed, failed, skipped


def unittest_counts(output, status):
    """(passed, failed, skipped) of Python's unittest."""
    ran = re.search(r'^Ran (\d+) tests? in ', output, re.M)
    if not ran:
        return 0, 1, 0
    tail = output[ran.end():]
    number = {key: int(n) for key, n in re.findall(r'(failures|errors|skipped)=(\d+)', tail)}
    failed, skipped = number.get('failures', 0) + number.get('errors', 0), number.get('skipped', 0)
    passed = max(int(ran[1]) - failed - skipped, 0)
    return passed, failed + (1 if (status != 0 and failed == 0) or int(ran[1]) == 0 else 0), skipped


def program_run(name, command, counts, timeout, environment):
    begin = time.monotonic()
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, timeout=timeout, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output, status = done.stdout, done.returncode
        end = f'\nended with status {status}\n' if status < 0 or status > 63 else ''
    except subprocess.TimeoutExpired as stopped:
        output, status, end = stopped.stdout or b'', -1, f'\nstopped after {timeout} s\n'
    except OSError as error:
        output, status, end = b'', -1, f'{error}\n'
    text = output.decode('utf-8', 'replace')
    return Outcome(name, *counts(text, status), time.monotonic() - begin, text + end)


def programs(arguments):
    """(name, command, how to count) of every unit program and Python test file."""
    for path in arguments.units:
        yield Path(path).name, [str((Path.cwd() / path).resolve())], tap_counts
    if arguments.cases:
        for path in sorted((ROOT / 'tests').rglob('test_*.py')):
            command = [sys.executable, '-m', 'unittest', 'discover', '-s', str(path.parent), '-p', path.name]
            yield str(path.relative_to(ROOT / 'tests')), command, unittest_counts


def outcome_print(outcome):
    skipped = f', {outcome.skipped} skipped' if outcome.skipped else ''
    print(f'{outcome.name:32} {outcome.passed:5} passed, {outcome.failed} failed{skipped}  {outcome.seconds:7.1f} s')
    if outcome.failed:
        lines = [line for line in outcome.output.splitlines() if not re.match(r'ok \d+ - ', line)]
        print('\n'.join('    ' + line for line in lines[-60:]))
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('units', nargs='*', help='unit programs')
    parser.add_argument('--cases', action='store_true', help='also the Python tests and the cases')
    parser.add_argument('--mandate', default='./mandate', help='the program under test')
    parser.add_argument('--timeout', type=float, default=300.0, help='seconds for one unit program')
    arguments = parser.parse_args()
    mandate = str(Path(arguments.mandate).resolve())
    environment = {**os.environ, 'CMOCKA_MESSAGE_OUTPUT': 'TAP', 'MANDATE': mandate, 'LC_ALL': 'C.UTF-8',
                   'PYTHONDONTWRITEBYTECODE': '1', 'TSAN_OPTIONS': 'halt_on_error=1',
                   'UBSAN_OPTIONS': 'print_stacktrace=1'}
    begin = time.monotonic()
    outcomes = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in pool.map(lambda item: program_run(*item, arguments.timeout, environment), programs(arguments)):
            outcome_print(outcome)
            outcomes.append(outcome)
    passed, failed, skipped = (sum(getattr(o, key) for o in outcomes) for key in ('passed', 'failed', 'skipped'))
    if arguments.cases:
        more_passed, more_failed = cases.cases_run(mandate, cases.cases_found())
        passed, failed = passed + more_passed, failed + more_failed
    print(f'{time.monotonic() - begin:.0f} s')
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
