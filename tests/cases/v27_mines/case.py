"""Mines on one convoy: a compound Poisson number of deaths; cover and clearance thin the strikes."""
import checks

# strikes per km; km; P(no death), mean deaths of a strike; air cover, its share of convoys; clearance
RUNS = [dict(rate=0.004, km=2800, zero=0.845, deaths=0.32, air=0, share=0, clear=0),
        dict(rate=0.002, km=1500, zero=0.6, deaths=0.9, air=0.5, share=0.4, clear=0.3)]
HILLS_KM = 500


def settings(p):
    return {'regions.land.strike_rate': f'{p.rate} /km', 'routes.road.segments.land': f'{p.km} km',
            'convoys.no_death': p.zero, 'convoys.deaths': f'{p.deaths} persons', 'convoys.air_cover': p.air,
            'convoys.cover_share': p.share, 'convoys.clearance': p.clear, 'convoys.wounded_mass': '4 persons'}


def expect(run, p):
    n = len(run.column('exit_strikes'))
    yield checks.exact('one convoy', run.column('exit_convoys'), [1] * n)
    # no supply convoys run, so the rate is that of a road without protection; engineers go along from the depot
    means = [p.rate * p.km * (1 - p.clear) * (1 - p.air), p.rate * p.km * (1 - p.clear)]
    mean = p.share * means[0] + (1 - p.share) * means[1]
    between = p.share * (1 - p.share) * (means[1] - means[0]) ** 2
    yield checks.mean('strikes: mean', run.column('exit_strikes'), mean, (mean + between) ** 0.5, sees=0.1 * mean)
    yield checks.variance('strikes: variance', run.column('exit_strikes'), mean + between)
    stay = p.deaths / (1 - p.zero)  # of strikes that kill: geometric on 1, 2, ... with this mean
    second = (1 - p.zero) * (2 * stay ** 2 - stay)
    spread = mean * second + between * p.deaths ** 2
    yield checks.mean('killed: mean', run.column('exit_killed'), mean * p.deaths, spread ** 0.5, sees=0.2 * mean * p.deaths)
    yield checks.variance('killed: variance', run.column('exit_killed'), spread)
    yield checks.mean('wounded: mean', run.column('pk_wounded'), mean * 4)
    yield checks.exact('all deaths are by mines', run.column('pk_killed'), run.column('pk_killed_mines'))
    advance = [55, 76]
    days = [(p.km / a) + HILLS_KM / 350 for a in advance]
    expected = (1 - p.share) * days[0] + p.share * days[1] + mean * 4 / 24
    yield checks.mean('days on the road', run.column('exit_convoy_days'), expected)
