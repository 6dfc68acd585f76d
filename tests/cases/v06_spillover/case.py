"""Two regions whose attacks bring on more, at home and next door: m = (I - N')^-1 mu."""
import checks

# roots a day in east and west; follow-on attacks of one at home and next door
RUNS = [dict(east=0.30, west=0.10, home=0.20, cross=0.05), dict(east=0.05, west=0.25, home=0.15, cross=0.30)]
ARGS = ['--events']
BURN, DAYS = 30, 150


def solve(p):
    """(m_east, m_west) of m = mu + N' m, N' = [[home, cross], [cross, home]]."""
    a = 1 - p.home
    det = a * a - p.cross * p.cross
    return (a * p.east + p.cross * p.west) / det, (p.cross * p.east + a * p.west) / det


def settings(p):
    east, west = solve(p)
    n = p.home + p.cross
    return {'attacks.total': f'{east + west} /d', 'regions.east.attack_share': east, 'regions.west.attack_share': west,
            'actors.raiders.branching': n, 'attacks.spillover': p.cross / n}


def late(events):
    return [event for event in events if float(event['onset_h']) >= 24 * BURN]


def expect(run, p):
    days = DAYS - BURN
    for name, m, mu in zip(('east', 'west'), solve(p), (p.east, p.west)):
        rows = [late(events) for events in run.events_by_row(region=name, accepted=1)]
        yield checks.mean(f'attacks in the {name}', [len(row) for row in rows], m * days, sees=0.2 * m * days)
        roots = [sum(event['kind'] == 'root' for event in row) for row in rows]
        yield checks.poisson(f'roots in the {name}', roots, mu * days)
        near = {(event['replication'], event['id']) for event in run.events(region=name)}
        children = [event for event in run.events(kind='offspring', accepted=1) if (event['replication'], event['parent']) in near]
        away = sum(event['region'] != name for event in children)
        yield checks.proportion(f'offspring of the {name} next door', away, len(children), p.cross / (p.home + p.cross))
