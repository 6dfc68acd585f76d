#!/usr/bin/env python3
"""Runs the cases: folders with a case.py, which holds tiny studies against closed forms.

case.py has a docstring whose first line says what the case shows, and

    def expect(run, p):     yields checks (checks.py) of `run`, the ended command (results.py)
    RUNS = [{...}, ...]     parameter sets; the case runs once for each, `p` has them as members (default: one, empty)
    def settings(p):        {path: value} for --set, worked out from p (default: none)
    ARGS = [...]            more arguments (default: none)
    STUDY = 'study.yaml'    the study, relative to the folder; without such a file nothing runs before `expect`
    EXIT = 0                the exit code that the command must have

Inside `expect`, run.p is p, run.again(...) runs the same command with more arguments into another folder and
run.mandate(...) any command, in the case's folder; both take exit= and give Results. A bare command line of the runner:
run.py [--mandate PROGRAM] [--report FILE] [CASE...].
"""
import argparse
import importlib.util
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import checks  # noqa: E402
import report  # noqa: E402
from results import Results  # noqa: E402

OUT = HERE.parent.parent / 'build' / 'cases'
TIMEOUT = 300
ALARM_LIMIT = 1e-6


class Failure(Exception):
    """A command that did not end as it must."""


class Run(Results):
    """The main command of a case with one set of parameters, and the way to further commands."""

    def __init__(self, mandate, folder, out, arguments, p):
        super().__init__(None, '', '', out)
        self.p, self._mandate, self._home, self._arguments, self._n_again = p, mandate, folder, arguments, 0

    def mandate(self, *arguments, exit=0, out=None):
        command = [self._mandate, *(str(argument) for argument in arguments)]
        done = subprocess.run(command, cwd=self._home, stdin=subprocess.DEVNULL, timeout=TIMEOUT,
                              capture_output=True, text=True, encoding='utf-8', errors='replace')
        if done.returncode != exit:
            raise Failure(f'exit code {done.returncode} instead of {exit}: mandate {" ".join(command[1:])}\n'
                          + done.stderr[-2000:])
        return Results(done.returncode, done.stdout, done.stderr, out)

    def again(self, *arguments, exit=0):
        self._n_again += 1
        out = self.folder.with_name(f'{self.folder.name}-again{self._n_again}')
        shutil.rmtree(out, ignore_errors=True)
        return self.mandate(*self._arguments, '-o', out, *arguments, exit=exit, out=out)

    def start(self, exit):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if self._arguments:
            done = self.mandate(*self._arguments, '-o', self.folder, exit=exit)
            self.status, self.stdout, self.stderr = done.status, done.stdout, done.stderr


def case_module(folder):
    spec = importlib.util.spec_from_file_location(f'case_{folder.name}', folder / 'case.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def case_runs(mandate, folder, out):
    """(label, Run, module) for each set of parameters, not yet started."""
    module = case_module(folder)
    parameters = getattr(module, 'RUNS', [{}])
    study = getattr(module, 'STUDY', 'study.yaml')
    for index, values in enumerate(parameters):
        p = SimpleNamespace(**values)
        arguments = []
        if (folder / study).exists():
            arguments = ['run', study, '--quiet', *getattr(module, 'ARGS', [])]
            for path, value in getattr(module, 'settings', lambda _: {})(p).items():
                arguments += ['--set', f'{path}={value}']
        elif hasattr(module, 'STUDY'):
            raise Failure(f'{folder / study} is not there')
        label = folder.name if len(parameters) == 1 else f'{folder.name}[{index}]'
        yield label, Run(mandate, folder, out / f'{folder.name}-{index}', arguments, p), module


def flat(items):
    for item in items:
        if isinstance(item, checks.Check):
            yield item
        else:
            yield from flat(item)


def failed(statistic, note):
    return checks.Check(statistic, False, note=note)


def run_checks(run, module):
    """All checks of one run; a command or a check that breaks is a failed one."""
    done = []
    try:
        run.start(getattr(module, 'EXIT', 0))
        for check in flat(module.expect(run, run.p)):
            done.append(check)
        if not done:
            done.append(failed('checks', 'the case checks nothing'))
    except (Failure, subprocess.TimeoutExpired) as error:
        done.append(failed('command', str(error)))
    except Exception:  # any mistake in a case is a failure of that case
        done.append(failed('case.py', traceback.format_exc(limit=-2).strip()))
    return done


# ---- the table ----

COLUMNS = [('case', 20), ('statistic', 38), ('expected', 12), ('observed', 12), ('SE', 10), ('z', 7), ('sees', 10)]


def cell(value, digits):
    return '' if value is None else f'{value:.{digits}g}'


def header():
    return ''.join(f'{name:<{width}} ' if width > 12 else f'{name:>{width}} ' for name, width in COLUMNS)


def line(label, check):
    texts = [label, check.statistic, cell(check.expected, 7), cell(check.observed, 7), cell(check.error, 3),
             '' if check.z is None else f'{check.z:.2f}', cell(check.sees, 3)]
    cells = ''.join(f'{text:<{width}} ' if width > 12 else f'{text:>{width}} '
                    for text, (_, width) in zip(texts, COLUMNS))
    verdict = '' if check.passed else 'FAILED '
    note = check.note.replace('\n', '\n    ')
    return f'{cells} {verdict}{note}'.rstrip()


def cases_run(mandate, folders, out=OUT, show=print, record=lambda *_: None):
    """Runs the cases, shows the table and gives (passed, failed); `record` gets (case, title, label, check) of each."""
    everything = []
    if folders:
        show(header())
    for folder in folders:
        begin = time.monotonic()
        try:
            runs = list(case_runs(mandate, folder, out))
        except Exception:  # case.py cannot be read
            runs = []
            everything.append(failed('case.py', traceback.format_exc(limit=-2).strip()))
            show(line(folder.name, everything[-1]))
        for label, run, module in runs:
            for check in run_checks(run, module):
                everything.append(check)
                record(folder.name, (module.__doc__ or '').strip().partition('\n')[0], label, check)
                show(line(label, check))
        seconds = time.monotonic() - begin
        if seconds > 5.0:
            show(f'{folder.name}: {seconds:.1f} s')
    alarm = sum(check.alarm for check in everything)
    if alarm > 0.0:
        everything.append(checks.Check('false alarms', alarm <= ALARM_LIMIT, observed=alarm,
                                          note=f'all cases together, at most {ALARM_LIMIT:g}'))
        show(line('', everything[-1]))
    passed = sum(check.passed for check in everything)
    return passed, len(everything) - passed


def cases_found(names=()):
    """Folders of the named cases, or of all."""
    if names:
        return [HERE / Path(name).name for name in names]
    return sorted(path.parent for path in HERE.glob('*/case.py'))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('cases', nargs='*', help='names of cases; all if none is given')
    parser.add_argument('--mandate', default='./mandate', help='the program under test')
    parser.add_argument('--report', type=Path, help='write the table of verification there')
    arguments = parser.parse_args()
    rows = []
    passed, n_failed = cases_run(str(Path(arguments.mandate).resolve()), cases_found(arguments.cases),
                                 record=lambda *row: rows.append(row))
    if arguments.report:
        arguments.report.write_text(report.verification(rows), encoding='utf-8')
    print(f'{passed} passed, {n_failed} failed')
    return 1 if n_failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
