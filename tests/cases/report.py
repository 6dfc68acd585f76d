"""docs/verification.md from the checks of all cases. Not for running them (run.py) or for judging (checks.py)."""
import itertools
import math

HEAD = '''# Verification

Written by `make verification`; do not edit. Each case is a tiny study that runs through the same program as any other, held against what theory
says of it. A check on a standard error fails at 6 of them, one on a probability at 10^-9, an exact one at any difference.

* **n**: values in the sample (replications, unless the check says otherwise).
* **sees**: the smallest bias that the check finds with probability 99.9 %.
* **alarm**: probability that the check fails although all is well; exact checks have none. Checks that something is not worse are one-sided.

{n_case} cases, {n_check} checks, {n_failed} failed. All alarms together: {alarm:.1e} (limit 1e-06); largest |z| {z:.2f}.

'''
COLUMNS = ('run', 'check', 'n', 'expected', 'observed', 'z or p', 'sees', 'alarm')


def number(value, digits):
    return '' if value is None else f'{value:.{digits}g}'


def verdict(check):
    if not check.passed:
        return '**failed**'
    return check.note or 'holds' if check.z is None else f'{check.z:+.2f}'


def row(label, case, check):
    cells = (label[len(case):].strip('[]'), check.statistic, number(check.n, 10), number(check.expected, 6),
             number(check.observed, 6), verdict(check), number(check.sees, 2), number(check.alarm or None, 1))
    return '| ' + ' | '.join(cell.replace('|', '\\|').replace('\n', ' ') for cell in cells) + ' |'


def verification(rows):
    """The document of `rows`: (case, title, label, check) in the order of the run."""
    checks = [check for _, _, _, check in rows]
    two_sided = [check for check in checks if check.z is not None and check.alarm > 1.5e-9]
    scores = [abs(check.z) for check in two_sided if math.isfinite(check.z)]
    cases = [(case, list(group)) for case, group in itertools.groupby(rows, key=lambda r: r[0])]
    text = [HEAD.format(n_case=len(cases), n_check=len(checks), n_failed=sum(not check.passed for check in checks),
                        alarm=math.fsum(check.alarm for check in checks), z=max(scores, default=0.0))]
    for case, group in cases:
        text.append(f'## {case}\n\n{group[0][1]}\n\n| {" | ".join(COLUMNS)} |\n|{"---|" * len(COLUMNS)}\n')
        text.append('\n'.join(row(label, case, check) for _, _, label, check in group) + '\n\n')
    return ''.join(text).rstrip('\n') + '\n'
