"""When consent is lost everybody leaves evenly; a camp that is being built, or only planned, is given up, and who was to come stays away."""
import checks

LOST, OVER, DAYS = 60, 180, 365  # days
CAMP, LATE, IDEA = 100, 120, 181  # days on which the plan shows


def series(run, option, metric):
    return [float(row['mean']) for row in run.table('series.csv') if row['option'] == option and row['metric'] == metric]


def expect(run, p):
    plan = [300 + 200 * (day >= CAMP) + 100 * (day >= LATE) + 50 * (day >= IDEA) for day in range(DAYS + 1)]
    yield checks.exact('kept: day by day', series(run, 'kept', 'troops_present'), plan, 1e-8)
    gone = [300 * (1 - min(1, max(0, day - LOST) / OVER)) for day in range(DAYS + 1)]
    yield checks.exact('lost: day by day', series(run, 'lost', 'troops_present'), gone, 1e-8)
    yield checks.exact('kept: bases', series(run, 'kept', 'bases_open')[1:], [1 + (d >= CAMP) + (d >= IDEA) for d in range(1, DAYS + 1)], 1e-8)
    # the camp closes when nobody is left; neither of the others ever opens
    yield checks.exact('lost: bases', run.column('bases_open', 'lost'), (LOST + OVER) / DAYS, 1e-8)
    yield checks.exact('lost: nobody asks in vain', run.column('units_refused', 'lost'), 0.0)
    yield checks.exact('consent lost', run.column('consent_lost', 'lost'), 1.0)
    yield checks.exact('days until then', run.column('days_to_consent_lost', 'lost'), LOST, 1e-8)
