"""Contributors that leave: one exponential clock each, hastened by consent and by overdue rotations; notice, then a ramp; some are exempt."""
import math
import checks

RUNS = [dict(rate=0.02, restriction=0.6, overdue=0), dict(rate=0.005, restriction=1.2, overdue=0),
        dict(rate=0.003, restriction=0, overdue=0.05)]
DAYS, MONTH, DUE, NOTICE, OVER = 3652, 730.5 / 24, 31, 150, 30  # days
JANUARY_2028 = 1826


def settings(p):
    return {'force.departure_rate': f'{p.rate} /month', 'force.departure_restriction': p.restriction,
            'force.departure_overdue': f'{p.overdue} /month'}


class Clock:
    """Decisions of a contributor a share of whose units are overdue from DUE on; the hazard is renewed once a week."""

    def __init__(self, p, share, grown=None):
        shares = [share if grown is None or 7 * k < JANUARY_2028 else grown for k in range(DAYS // 7 + 1)]
        self.hazard = [p.rate / MONTH * math.exp(p.restriction / 2 + p.overdue * shares[k] * max(0, 7 * k - DUE) / MONTH)
                       for k in range(DAYS // 7 + 1)]
        self.kept = [1.0]
        for q in self.hazard:
            self.kept.append(self.kept[-1] * math.exp(-7 * q))

    def stays(self, day):
        """Probability of no decision up to a day."""
        if day <= 0:
            return 1.0
        week = int(day // 7)
        return self.kept[week] * math.exp(-self.hazard[week] * (day - 7 * week))

    def present(self, day, steps=400):
        """Mean share of its people who are there: the mean of `stays` over the ramp."""
        return sum(self.stays(day - NOTICE - OVER * (i + 0.5) / steps) for i in range(steps)) / steps


def expect(run, p):
    arcadia, boreal = Clock(p, 1 / 2), Clock(p, 1)
    left = run.column('contributors_left', 'only')
    a, b = arcadia.stays(DAYS), boreal.stays(DAYS)
    law = [a * b, a * (1 - b) + b * (1 - a), (1 - a) * (1 - b)]
    for k in range(3):
        yield checks.proportion(f'{k} of two contributors decide', left.count(k), len(left), law[k])
    gone = 400 * (1 - arcadia.stays(DAYS - NOTICE)) + 200 * (1 - boreal.stays(DAYS - NOTICE))
    yield checks.mean('persons that begin to leave', run.column('persons_left', 'only'), gone, sees=40)
    end = run.column('troops_end', 'only')
    yield checks.mean('persons at the end', end, 80 + 400 * arcadia.present(DAYS) + 200 * boreal.present(DAYS), sees=40)
    yield checks.exact('the exempt stay', sum(x < 80 - 1e-6 for x in end), 0)
    # a unit comes unless its contributor is going, and goes with it
    more, grown = [x - y for x, y in zip(run.column('troops_end', 'grow'), end)], Clock(p, 1, 1 / 2).present(DAYS)
    yield checks.mean('a unit that comes later', more, 80 * grown + 200 * (grown - boreal.present(DAYS)), sees=15)
    yield checks.proportion('it comes', sum(x > y for x, y in zip(run.column('troops_present', 'grow'),
                            run.column('troops_present', 'only'))), len(end), boreal.stays(JANUARY_2028 - NOTICE))
    none = run.again('--set', 'departures=given', '--option', 'only')
    yield checks.exact('switched off', none.column('troops_end'), 680.0)
    yield checks.exact('switched off: nobody decides', none.column('contributors_left'), 0.0)
