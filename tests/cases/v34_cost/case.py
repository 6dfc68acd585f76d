"""Cost without chance: persons x rate x months and what is fixed, exact to the cent."""
import checks

RUNS = [dict(rate=1448, factor=1.0), dict(rate=1428, factor=1.3)]  # USD a person and month; factor on guessed prices
MONTHS = 24
CENT = 1e-8  # in millions
GOODS = 1050 + 650 + 120
STRENGTH, POLICE, STAFF = 900, 140, 300


def settings(p):
    return {'ledger.reimbursement': f'{p.rate} USD/person/month', 'ledger.price_factor': p.factor}


def expect(run, p):
    per_person = p.rate + p.factor * GOODS
    personnel, staff = MONTHS * STRENGTH * per_person / 1e6, p.factor * MONTHS * STAFF * 9000 / 1e6
    routine = 4 * 30 * 0.75 * min(1, 0.9 / 0.65)  # hours a month: the contract less a quarter in reserve
    air = p.factor * (2 * 12 + MONTHS * routine * 3500 / 1e6)
    convoy = p.factor * 3 * 2 * 111 * 20 * 4 / 1e6  # a month
    lines = {'personnel': personnel, 'civilian': staff, 'camps': p.factor * 2 * (6 + 2), 'air': air, 'convoys': MONTHS * convoy,
             'overhead': 2 * 20.0, 'one_off': 0.0}
    for line, value in lines.items():
        yield checks.exact(f'stay: {line}', run.column(f'cost_{line}_musd', 'stay'), value, CENT)
    yield checks.exact('stay: all', run.column('cost_musd', 'stay'), sum(lines.values()), CENT)

    gone, closed = 18, 10  # months after 1 July 2023 and from 1 March 2024 on
    change = dict(lines)
    change['personnel'] -= gone * POLICE * per_person / 1e6
    change['camps'] += p.factor * (3 - closed / 12 * 2)
    change['convoys'] -= closed * convoy
    change['overhead'] -= gone / 12 * POLICE * 0.01
    destroyed = 4 * (150 - 60) / 150  # one convoy of 60 trucks leaves on the day, 150 would be needed
    change['one_off'] = 25 + POLICE * 2600 / 1e6 + destroyed
    for line, value in change.items():
        yield checks.exact(f'change: {line}', run.column(f'cost_{line}_musd', 'change'), value, CENT)
    yield checks.exact('change: all', run.column('cost_musd', 'change'), sum(change.values()), CENT)
    yield checks.exact('change: destroyed', run.column('destroyed_musd', 'change'), destroyed, CENT)

    political = (sum(lines.values())) / 2 + 85 + 12 * STRENGTH * 3200 / 1e6
    yield checks.exact('political: all', run.column('cost_musd', 'political'), political, CENT)
    for option in ('stay', 'change', 'political'):
        parts = [run.column(f'cost_{line}_musd', option)[0] for line in lines]
        yield checks.exact(f'{option}: lines add up', run.column('cost_musd', option), sum(parts), 1e-8)
