"""Consent without an absorbing state: after a while its law is stationary, pi Q = 0."""
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import chains  # noqa: E402

RUNS = [dict(cr=0.8, rc=0.4, ro=1.0, or_=0.8, oh=0.5, ho=0.7), dict(cr=0.3, rc=1.2, ro=0.6, or_=0.9, oh=0.2, ho=0.1)]
MONTHS = 3652 * 24 / 730.5


def settings(p):
    return {f'host.moves.{name.strip("_")}.rate': f'{rate} /month' for name, rate in vars(p).items()}


def expect(run, p):
    rates = {(0, 1): p.cr, (1, 0): p.rc, (1, 2): p.ro, (2, 1): p.or_, (2, 3): p.oh, (3, 2): p.ho}
    law, days = chains.stationary(4, rates), 730.5 / 24
    spent, end = chains.stays(4, rates, 0, MONTHS)
    for i in range(4):
        yield checks.mean(f'days in state {i}', run.column(f'days_consent_{i}'), spent[i] * days, sees=0.03 * MONTHS * days)
        yield checks.exact(f'law at the end is stationary, state {i}', end[i], law[i], 1e-3)
    last = [float(row['mean']) for row in run.table('series.csv') if row['metric'] == 'consent_state'][-1]
    second = sum(i * i * q for i, q in enumerate(law)) - sum(i * q for i, q in enumerate(law)) ** 2
    mean = sum(i * q for i, q in enumerate(law))
    yield checks.holds('state at the end', abs(last - mean) < 6 * (second / 4000) ** 0.5, f'{last:.4f}, expected {mean:.4f}')
