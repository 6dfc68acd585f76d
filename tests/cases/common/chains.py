"""Markov chains in continuous time: expected stays, absorption, stationary law. Rates are per month of 730.5 h."""


def solve(matrix, right):
    """x with matrix x = right, by elimination with pivots."""
    n = len(right)
    rows = [list(row) + [b] for row, b in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def generator(n, rates):
    """Q of {(from, to): rate}."""
    q = [[0.0] * n for _ in range(n)]
    for (a, b), rate in rates.items():
        q[a][b] += rate
        q[a][a] -= rate
    return q


def absorption(n, rates):
    """Mean time to absorption from each state; absorbing ones have 0."""
    q = generator(n, rates)
    inner = [i for i in range(n) if q[i][i] < 0]
    times = solve([[-q[i][j] for j in inner] for i in inner], [1.0] * len(inner))
    return [times[inner.index(i)] if i in inner else 0.0 for i in range(n)]


def stays(n, rates, start, horizon, steps=20000):
    """Expected time in each state until the horizon, and the law at the horizon (Runge and Kutta's fourth order)."""
    q = generator(n, rates)

    def flow(p):
        return [sum(p[i] * q[i][j] for i in range(n)) for j in range(n)]
    p, spent, h = [1.0 if i == start else 0.0 for i in range(n)], [0.0] * n, horizon / steps
    for _ in range(steps):
        a = flow(p)
        b = flow([x + h / 2 * d for x, d in zip(p, a)])
        c = flow([x + h / 2 * d for x, d in zip(p, b)])
        d = flow([x + h * e for x, e in zip(p, c)])
        new = [x + h / 6 * (e + 2 * f + 2 * g + k) for x, e, f, g, k in zip(p, a, b, c, d)]
        spent = [s + h / 6 * (x + 4 * (x + h / 2 * (e + f) / 2) + y) for s, x, y, e, f in zip(spent, p, new, a, b)]
        p = new
    return spent, p


def stationary(n, rates):
    """pi with pi Q = 0."""
    q = generator(n, rates)
    columns = [[q[i][j] for i in range(n)] for j in range(n - 1)] + [[1.0] * n]
    return solve(columns, [0.0] * (n - 1) + [1.0])
