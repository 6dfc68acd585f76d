"""Attacks that the study imposes all happen, also in a village where a temporary base keeps every other attack away."""
import checks

ARGS = ['--events']
IMPOSED, REPLICATIONS = 3, 200


def expect(run, p):
    imposed = run.events(kind='imposed')
    yield checks.exact('imposed, in every replication', [len(imposed)], IMPOSED * REPLICATIONS)
    yield checks.holds('each of them happens', all(row['accepted'] == '1' for row in imposed))
    drawn = run.events(kind='root')
    first = min(float(row['onset_h']) for row in imposed)
    yield checks.holds('the base is there: others are kept away', sum(row['accepted'] == '0' for row in drawn) > REPLICATIONS)
    yield checks.holds('and none of them happens', all(row['accepted'] == '0' for row in drawn if float(row['onset_h']) > first + 6))
