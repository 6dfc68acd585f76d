#!/usr/bin/env python3
"""Writes docs/validation.md: the studies of history against what was recorded. Run by `make validation`.

Every number in the page comes from the program; the sentences between the tables are chosen by the numbers where they judge.
"""
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MALI, KIVU = 'scenarios/mali-2023', 'scenarios/kivu-2024'


def mandate(*arguments):
    done = subprocess.run([str(ROOT / 'mandate'), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f'mandate {" ".join(map(str, arguments))}: status {done.returncode}\n{done.stderr}')
    return done.stdout


def table(path):
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def validate(study, *more, smell=False):
    """(rows, sums) of a validation."""
    with tempfile.TemporaryDirectory() as folder:
        mission = study.rsplit('/', 1)[0]
        text = mandate('validate', f'{study}.yaml', '--observed', f'{mission}/observed.csv', '-o', folder, '--json', '--quiet',
                       *([] if smell else ['--no-smell']), *more)
        return table(Path(folder) / 'validation.csv'), json.loads(text)


# ---- text ----

def number(text):
    value = float(text)
    return f'{value:.0f}' if abs(value) >= 100 else f'{value:.3g}'


def lies(row):
    if row['standing'] != 'scored':
        return row['standing']
    for level in ('50', '80', '95'):
        if row[f'in_{level}'] == '1':
            return f'in {level} %'
    return '**miss: more**' if float(row['observed']) > float(row['high_95']) else '**miss: less**'


def rows_text(rows, choose=lambda row: True):
    lines = ['| row | metric | recorded | mean | central 80 % | central 95 % | it lies |', '|---|---|---|---|---|---|---|']
    for row in rows:
        if row['mean'] and choose(row):
            lines.append(f"| {row['id']} | {row['metric']} | {number(row['observed'])} | {number(row['mean'])} | {number(row['low_80'])} to "
                         f"{number(row['high_80'])} | {number(row['low_95'])} to {number(row['high_95'])} | {lies(row)} |")
    return '\n'.join(lines)


def sums_text(sums):
    parts = []
    for use in ('calibrate', 'holdout'):
        of = sums[use]
        if of['n'] == 0:
            continue
        parts.append(f"* {use}, {of['n']} rows: {of['in_50']} in the central 50 %, {of['in_80']} in 80 %, {of['in_95']} in 95 %; ranks in tenths "
                     f"{' '.join(map(str, of['ranks']))}.")
        for name, title in (('last', 'the window before'), ('season', 'the same window a year before')):
            plain = of[name]
            if plain['n'] > 0:
                better = plain['crps_model'] < plain['crps']
                parts.append(f"* {use}, against {title} as a Poisson forecast, {plain['n']} counts: CRPS {number(plain['crps_model'])} against "
                             f"{number(plain['crps'])}; the model is {'better' if better else '**not better**'}.")
    return '\n'.join(parts)


def misses(rows):
    return [row for row in rows if row['standing'] == 'scored' and row['in_95'] == '0']


def misses_text(rows):
    missed = misses(rows)
    if not missed:
        return 'No misses.'
    return 'Misses: ' + '; '.join(f"{row['id']} ({number(row['observed'])} recorded, {number(row['low_95'])} to {number(row['high_95'])} simulated)"
                                  for row in missed) + '.'


# ---- vignettes ----

def vignette(study):
    """Of the imposed attack: outcomes, modes, and the shares reached within some hours."""
    with tempfile.TemporaryDirectory() as folder:
        mandate('run', f'{study}.yaml', '-o', folder, '--events', '--quiet')
        with open(Path(folder) / 'events.csv', newline='', encoding='utf-8') as file:
            rows = [row for row in csv.DictReader(file) if row['kind'] == 'imposed' and row['accepted'] == '1']
    outcomes = Counter(row['outcome'] for row in rows)
    hours = [float(row['response_h'] or 'inf') for row in rows]  # empty = never
    detect = sorted(float(row['detect_h']) for row in rows if row['detect_h'])
    return len(rows), outcomes, hours, detect


def outcomes_text(n, outcomes):
    return ', '.join(f'{outcome.replace("_", " ")} {100 * count / n:.0f} %' for outcome, count in outcomes.most_common())


def share(hours, limit):
    return f'{100 * sum(hour <= limit for hour in hours) / len(hours):.1f} %'


# ---- the page ----

def hindcast(out):
    rows, sums = validate(f'{MALI}/study_history_2022')
    flat, flat_sums = validate(f'{MALI}/study_history_2022', '--set', 'mission.host_ops.effect=0')
    out.append(f'''## 1. Hindcast of 2022

`scenarios/mali-2023/study_history_2022.yaml`, {sums['worlds']} worlds x {sums['replications']} replications, 1 October 2021 to 31 December 2022, judged from
January 2022. Given: the order of battle of January 2023 with the corrections listed in the study, dated facts, the tempo of host
operations, Moura as an imposed attack. The level of attacks was drawn around 2022 before this test was made, so these rows are in sample.

{rows_text(rows, lambda row: row['use'] == 'calibrate')}

{sums_text(sums)}

{misses_text(rows)}

**Negative control.** With a flat tempo (`--set mission.host_ops.effect=0`) the first quarter should fail:
''')
    pick = lambda table_rows: {row['id']: row for row in table_rows}
    lines = ['| row | recorded | mean, tempo | mean, flat | CRPS, tempo | CRPS, flat |', '|---|---|---|---|---|---|']
    with_tempo, without = pick(rows), pick(flat)
    for key in ('un_killed_2022q1', 'un_affected_2022q1', 'host_cases_2022q1', 'un_killed_2022q2', 'un_killed_2022q3', 'un_killed_2022q4'):
        a, b = with_tempo[key], without[key]
        lines.append(f"| {key} | {number(a['observed'])} | {number(a['mean'])} | {number(b['mean'])} | {number(a['crps'])} | {number(b['crps'])} |")
    out.append('\n'.join(lines))
    first, first_flat = with_tempo['un_killed_2022q1'], without['un_killed_2022q1']
    gain = float(first['mean']) - float(first_flat['mean'])
    gain = float(with_tempo['un_killed_2022q1']['mean']) - float(without['un_killed_2022q1']['mean'])
    lacking = float(with_tempo['un_killed_2022q1']['observed']) - float(without['un_killed_2022q1']['mean'])
    first = with_tempo['un_killed_2022q1']
    fails = without['un_killed_2022q1']['in_95'] == '0'
    out.append(f'''
{'The control fails the first quarter, as it should' if fails else '**The control does not fail the first quarter as it should**'}, by a hair: {number(first['observed'])} recorded, 95 % up to
{number(without['un_killed_2022q1']['high_95'])} with a flat and {number(first['high_95'])} with the recorded tempo. This test can hardly tell them apart.
The recorded tempo adds {gain:.0f} of the {lacking:.0f} deaths that the flat one lacks: the pulse of host operations has the right sign and a fraction of its
size. {'Intervals are wider than the scatter of the record: more rows lie inside than should.' if sums['calibrate']['in_80'] > 0.85 * sums['calibrate']['n'] else ''}
''')
    return rows, sums


def first_quarter(out):
    rows, sums = validate(f'{MALI}/study_history_2023_q1')
    out.append(f'''## 2. First quarter of 2023, held out

`study_history_2023_q1.yaml`. No number was tuned on its deaths. Flights of that quarter are input: the wish for flights was chosen to
give them, so they are shown and not scored.

{rows_text(rows, lambda row: row['use'] in ('holdout', 'input'))}

{sums_text({'calibrate': {'n': 0}, 'holdout': sums['holdout']})}

{misses_text([row for row in rows if row['use'] == 'holdout'])}
''')
    return rows, sums


def date_errors(rows):
    """(days, per cent): the largest errors of the means, of dates of closing and of people gone."""
    of = lambda metrics: [(float(row['mean']), float(row['observed'])) for row in rows if row['metric'] in metrics]
    return (max(abs(mean - observed) for mean, observed in of(('days_to_closure',))),
            max(100 * abs(mean / observed - 1) for mean, observed in of(('uniformed_departed', 'personnel_departed'))))


def withdrawal(out):
    rows, sums = validate(f'{MALI}/study_history_withdrawal')
    replay, replay_sums = validate(f'{MALI}/study_history_withdrawal', '--option', 'real_2023_withdrawal')
    late, off = date_errors(rows)
    scored = [row for row in rows if row['standing'] == 'scored' and row['use'] == 'holdout' and row['mean']]
    inside = sum(row['in_95'] == '1' for row in scored)
    out.append(f'''## 3. The withdrawal of 2023, held out

`study_history_withdrawal.yaml`: a forecast from the decision of June 2023. Given: announced departures, the order of the camps, the start of
three phases, the last day. Planned departures slip like other announced ones, the last people of a camp wait for its loads, and loads for leave,
trucks and escorts. Nothing was tuned on what came of it.

{rows_text(rows, lambda row: row['use'] == 'holdout')}

{sums_text({'calibrate': {'n': 0}, 'holdout': sums['holdout']})}

{misses_text([row for row in rows if row['use'] == 'holdout'])}

Dates of closing are off by at most {late:.0f} days on the mean, numbers of people gone by at most {off:.0f} %. {inside} of {len(scored)} rows
lie inside 95 %; on the mean the real withdrawal was faster than the forecast from October on. Mines on the road from Kidal, and the wounded by them, are
far too few: the rates are those of ordinary convoys, not of a column without air cover through a war that nobody had announced in June
(`regions.contested` is off). Convoys of a closing camp cover the leg that ends there: Tessalit's the 92 km to Aguelhok, not the 550 km to Gao.

The replay with all dates of the record as input (`real_2023_withdrawal`) is a test of bookkeeping:

{rows_text(replay, lambda row: row['metric'] in ('uniformed_departed', 'personnel_departed'))}
''')
    return rows, sums


def vignettes(out):
    n, outcomes, hours, _ = vignette(f'{MALI}/study_history_ogossagou')
    within = sorted(hours)
    out.append(f'''## 4. Vignettes: imposed attacks

**Ogossagou**, 14 February 2020 (`study_history_ogossagou.yaml`, {n} replications): warned the evening before, reached after 3 h. Simulated: there before
the attack {share(hours, 0)}, within 3 h {share(hours, 3)}, within 6 h {share(hours, 6)}, within 24 h {share(hours, 24)}; {outcomes_text(n, outcomes)}.
The central 90 % run from {number(within[n // 20])} h to {'never' if within[-n // 20 - 1] == float('inf') else number(within[-n // 20 - 1]) + ' h'} and hold the 3 h of the record.
''')
    n, outcomes, hours, detect = vignette(f'{MALI}/study_history_moura')
    modal = outcomes.most_common(1)[0][0]
    late = sum(hour > 12 for hour in detect) / n
    out.append(f'''**Moura**, 27 to 31 March 2022 (`study_history_moura.yaml`, {n} replications): nobody came while it lasted. Simulated: {outcomes_text(n, outcomes)}.
Known later than 12 h after it began {100 * late:.0f} %; reached within 24 h {share(hours, 24)}, within 72 h {share(hours, 72)}. The likeliest outcome is "{modal.replace('_', ' ')}";
the record is "known late, not permitted, never reached". In the model the will to go comes before leave is asked for, and against the host's own people it
is small, so few attacks get as far as a refusal.
''')


def attendance(out):
    mali, _ = validate(f'{MALI}/study', '--worlds', 250)
    kivu, _ = validate(f'{KIVU}/study')
    key = lambda row: row['id'] == 'immediate_response'
    out.append(f'''## 5. Attendance

Share of attacks that a response reaches within 24 h, against the share met with an immediate response in eight missions, 2010 to 2013
(20 %, 10 to 70 % by mission), and in the Congo (26 %, plus or minus 10). Mali's gate was set to the first; South Kivu borrows the model and has
other people, roads and warning. The range of the record is part of the intervals.

Mali, default study, status quo:

{rows_text(mali, key)}

South Kivu, status quo:

{rows_text(kivu, key)}
''')


def deployment(out):
    rows, _ = validate(f'{MALI}/study_history_deployment')
    out.append(f'''## 6. Deployment

`study_history_deployment.yaml`: the force of January 2023 raised from nothing. Missions in general took 10 to 12 months to their peak, which
was 92.5 % of the ceiling.

{rows_text(rows, lambda row: row['metric'] in ('months_to_peak', 'peak_share'))}

{misses_text([row for row in rows if row['metric'] in ('months_to_peak', 'peak_share')])} The laws give a single infantry unit 10 months as intended, but a whole
force waits for its slowest units; in practice forces on the spot change hats. Units for which nobody is found are taken to be replaced by others, so the
peak is the fill of units, which was set to the record.
''')


def smells(out):
    _, sums = validate(f'{MALI}/study', '--worlds', 50, smell=True)
    lines = [f"* {'**warning**: ' if smell['warns'] else ''}{smell['text']}." for smell in sums['smells']]
    effects = ['| one at a time, 5 to 95 % | kind | reached in 24 h, points | averted, points |', '|---|---|---|---|']
    effects += [f"| {effect['path']} | {effect['kind']} | {100 * effect['reach_24h']:+.1f} | {100 * effect['averted']:+.2f} |" for effect in sums['effects']]
    out.append('## 7. Smell tests, default Mali study\n\n' + '\n'.join(lines) + '\n\n' + '\n'.join(effects) + '\n')


def calibration(out):
    with tempfile.TemporaryDirectory() as folder:
        result = json.loads(mandate('calibrate', f'{MALI}/study_history_2022.yaml', '--observed', f'{MALI}/observed.csv', '-o', folder, '--json', '--quiet'))
    hard = sorted(result['rows'], key=lambda row: -row['implausible'])[:5]
    lines = ['| row | recorded | error | worlds beyond 3 |', '|---|---|---|---|']
    lines += [f"| {row['id']} | {number(row['observed'])} | {number(row['error'])} | {row['implausible']} |" for row in hard]
    out.append(f'''## 8. History matching

`mandate calibrate` on the hindcast keeps {result['kept']} of {result['worlds']} worlds (largest implausibility at most 3 over {len(result['rows'])} rows). The rows that refuse most:

{chr(10).join(lines)}

A record of one year with this much chance in it refuses few worlds: calibration trims the prior, it does not choose inside it. No
study of the options uses the kept worlds by default.
''')


def claims(out, hind, first, leave):
    worst = [name for name, (_, sums) in (('the hindcast', hind), ('the first quarter of 2023', first)) for use in ('calibrate', 'holdout')
             for kind in ('last', 'season') if sums[use][kind]['n'] and sums[use][kind]['crps_model'] >= sums[use][kind]['crps']]
    counts = ('It loses to a plain forecast in ' + ' and '.join(sorted(set(worst))) + ', so levels of violence are not claimed.') if worst else \
        'It beats both plain forecasts wherever they can be made.'
    late, off = date_errors(leave[0])
    missed = len(misses([row for row in leave[0] if row['use'] == 'holdout']))
    out.insert(1, f'''## What may be claimed

* **Counts of deaths and attacks**: {counts} Differences between options come from the same
  attacks in all of them and do not hang on the level.
* **Response, attendance, strength and cost**: attendance lies inside in both missions, with wide intervals; strength follows the
  record when dates are given. Ordinary attacks on the mission lie inside; those on a column that withdraws do not.
* **Dates of a withdrawal**: means off by up to {late:.0f} days and {off:.0f} % of the people gone; intervals are wide and miss {missed} of
  {leave[1]['holdout']['n']} held-out rows, those on the mined road from the north above all.
* **Forces raised from nothing**: too slow as a whole; single units as intended.
* Rows are not independent of each other: quarters share their worlds, deaths and persons affected share their attacks. Coverage is
  a look, not a test.
''')


def main():
    out = ['''# The model against history

Written by `make validation`; do not edit. Data: `scenarios/*/observed.csv`, with sources. Records are simulated with the noise of recording
(`observation` in `mission.yaml`); "input" entered the scenario and is not scored. CRPS: continuous ranked probability score, in the unit of
the row, less is better.
''']
    hind = hindcast(out)
    first = first_quarter(out)
    leave = withdrawal(out)
    for part in (vignettes, attendance, deployment, smells, calibration):
        part(out)
    claims(out, hind, first, leave)
    (ROOT / 'docs' / 'validation.md').write_text('\n'.join(out), encoding='utf-8')


if __name__ == '__main__':
    main()
