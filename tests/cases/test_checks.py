"""The checks accept what is true and find the bias that they claim to see. Seeds are fixed."""
import math
import random
import tempfile
import unittest
from pathlib import Path

import checks


def normals(n, mean=0.0, sd=1.0, seed=1):
    source = random.Random(seed)
    return [source.gauss(mean, sd) for _ in range(n)]


def poissons(n, mean, seed=2):
    source = random.Random(seed)

    def one():
        k, product, limit = 0, source.random(), math.exp(-mean)
        while product > limit:
            k, product = k + 1, product * source.random()
        return k
    return [one() for _ in range(n)]


class Moments(unittest.TestCase):
    def test_mean_with_known_sd(self):
        check = checks.mean('m', [1.0, 2.0, 3.0, 4.0], 2.0, sd=2.0)
        self.assertEqual((check.observed, check.error, check.z), (2.5, 1.0, 0.5))
        self.assertTrue(check.passed)

    def test_mean_from_the_sample(self):
        check = checks.mean('m', [1.0, 2.0, 3.0], 2.0)
        self.assertAlmostEqual(check.error, 1.0 / math.sqrt(3.0))

    def test_mean_finds_a_bias_of_the_size_that_it_sees(self):
        sample = normals(10000)
        sees = checks.mean('m', sample, 0.0).sees
        self.assertTrue(checks.mean('m', sample, 0.0).passed)
        self.assertFalse(checks.mean('m', [x + sees for x in sample], 0.0).passed)

    def test_mean_refuses_a_sample_too_small_for_its_claim(self):
        self.assertFalse(checks.mean('m', normals(100), 0.0, sees=0.1).passed)
        self.assertTrue(checks.mean('m', normals(10000), 0.0, sees=0.1).passed)

    def test_constant_sample(self):
        self.assertTrue(checks.mean('m', [2.0, 2.0], 2.0).passed)
        self.assertFalse(checks.mean('m', [2.0, 2.0], 2.0000001).passed)

    def test_empty_values_are_an_error(self):
        for sample in ([1.0, None], [1.0, math.inf], [1.0]):
            with self.assertRaises(ValueError):
                checks.mean('m', sample, 1.0)

    def test_groups_count_once(self):
        groups = [[x] * 50 for x in normals(100)]
        self.assertAlmostEqual(checks.mean_of_groups('m', groups, 0.0).error, 0.1, delta=0.02)

    def test_variance(self):
        sample = normals(20000, sd=3.0)
        self.assertTrue(checks.variance('v', sample, 9.0).passed)
        self.assertTrue(checks.variance('v', sample, 9.0, fourth=3.0 * 81.0).passed)
        self.assertFalse(checks.variance('v', sample, 10.0).passed)
        known = checks.variance('v', sample, 9.0, fourth=3.0 * 81.0)
        self.assertAlmostEqual(known.error, 9.0 * math.sqrt(2.0 / 19999), delta=1e-4)

    def test_poisson(self):
        self.assertTrue(all(check.passed for check in checks.poisson('n', poissons(5000, 12.0), 12.0)))
        self.assertFalse(any(check.passed for check in checks.poisson('n', [12.0] * 2500 + [13.0] * 2500, 12.0)))

    def test_dispersion(self):
        self.assertTrue(checks.dispersion('d', poissons(5000, 12.0)).passed)
        self.assertFalse(checks.dispersion('d', [2 * k for k in poissons(5000, 12.0)]).passed)
        self.assertTrue(checks.dispersion('d', [2 * k for k in poissons(5000, 12.0)], 2.0).passed)
        error = checks.dispersion('d', poissons(5000, 12.0)).error
        self.assertAlmostEqual(error, math.sqrt(2.0 / 5000), delta=0.002)

    def test_ratio(self):
        source = random.Random(3)
        below = poissons(2000, 20.0)
        above = [sum(source.random() < 0.3 for _ in range(n)) for n in below]
        check = checks.ratio('r', above, below, 0.3)
        self.assertTrue(check.passed)
        self.assertAlmostEqual(check.error, math.sqrt(0.21 / 40000), delta=1e-4)
        self.assertFalse(checks.ratio('r', above, below, 0.33).passed)

    def test_not_worse(self):
        self.assertTrue(checks.not_worse('d', normals(100, 0.0)).passed)
        self.assertTrue(checks.not_worse('d', [5.0, 5.0]).passed)
        self.assertTrue(checks.not_worse('d', [0.0, 0.0]).passed)
        self.assertFalse(checks.not_worse('d', normals(100, -1.0)).passed)


class Distributions(unittest.TestCase):
    def test_count_has_the_exact_tail(self):
        p = 2.0 * (1.0 - sum(math.exp(-3.0) * 3.0 ** k / math.factorial(k) for k in range(8)))
        self.assertEqual(checks.count('c', 8, 3.0).note, f'p = {p:.2g}')
        self.assertTrue(checks.count('c', 10100, 10000.0).passed)
        self.assertFalse(checks.count('c', 10700, 10000.0).passed)
        self.assertFalse(checks.count('c', 9300, 10000.0).passed)

    def test_proportion_has_the_exact_tail(self):
        self.assertEqual(checks.proportion('p', 0, 10, 0.5).note, f'p = {2.0 / 1024:.2g}')
        self.assertTrue(checks.proportion('p', 2010, 10000, 0.2).passed)
        self.assertFalse(checks.proportion('p', 2300, 10000, 0.2).passed)
        self.assertFalse(checks.proportion('p', 1, 10, 0.0).passed)
        self.assertTrue(checks.proportion('p', 10, 10, 1.0).passed)

    def test_quantile(self):
        sample = normals(10000)
        self.assertTrue(checks.quantile('q', sample, 0.9, 1.2815516).passed)
        self.assertFalse(checks.quantile('q', sample, 0.9, 1.5).passed)
        self.assertTrue(checks.quantile('q', [1.0] * 50 + [None] * 25 + [math.inf] * 25, 0.5, 2.0).passed)

    def test_distribution(self):
        source = random.Random(4)
        sample = [source.expovariate(0.5) for _ in range(5000)]
        self.assertTrue(checks.distribution('F', sample, lambda x: 1.0 - math.exp(-0.5 * x)).passed)
        self.assertFalse(checks.distribution('F', sample, lambda x: 1.0 - math.exp(-0.6 * x)).passed)

    def test_upper_gamma(self):
        for x in (0.1, 1.0, 5.0, 30.0):
            self.assertAlmostEqual(checks.upper_gamma(1.0, x), math.exp(-x), delta=1e-14)
            self.assertAlmostEqual(checks.upper_gamma(0.5, x), math.erfc(math.sqrt(x)), delta=1e-14)
        self.assertAlmostEqual(checks.upper_gamma(3.0, 2.0), math.exp(-2.0) * 5.0, delta=1e-14)

    def test_histogram(self):
        self.assertTrue(checks.histogram('h', [250, 262, 488], [0.25, 0.25, 0.5]).passed)
        self.assertFalse(checks.histogram('h', [350, 262, 388], [0.25, 0.25, 0.5]).passed)
        for bad in ([0.5, 0.4, 0.2], [0.001, 0.499, 0.5]):
            with self.assertRaises(ValueError):
                checks.histogram('h', [250, 262, 488], bad)


class Exact(unittest.TestCase):
    def test_numbers(self):
        self.assertTrue(checks.exact('e', 1.0, 1.0).passed)
        self.assertFalse(checks.exact('e', 1.0 + 1e-15, 1.0).passed)
        self.assertTrue(checks.exact('e', 1.0 + 1e-15, 1.0, tolerance=1e-12).passed)
        self.assertTrue(checks.exact('e', math.inf, math.inf).passed)
        self.assertFalse(checks.exact('e', math.inf, 1.0).passed)
        self.assertTrue(checks.exact('e', None, None).passed)
        self.assertFalse(checks.exact('e', None, 1.0).passed)

    def test_samples(self):
        self.assertTrue(checks.exact('e', [1.0, 2.0], [1.0, 2.0]).passed)
        worst = checks.exact('e', [1.0, 2.0, 3.0], [1.0, 2.5, 3.0])
        self.assertEqual((worst.passed, worst.observed, worst.expected), (False, 2.0, 2.5))
        self.assertFalse(checks.exact('e', [], 1.0).passed)
        self.assertFalse(checks.exact('e', [1.0], [1.0, 2.0]).passed)

    def test_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            a, b = Path(folder, 'a'), Path(folder, 'b')
            a.write_text('x\ny\n')
            b.write_text('x\ny\n')
            self.assertTrue(checks.same_bytes('s', a, b).passed)
            b.write_text('x\nz\n')
            self.assertEqual(checks.same_bytes('s', a, b).note, 'line 2 differs')
            b.write_text('x\ny\nz\n')
            self.assertEqual(checks.same_bytes('s', a, b).note, 'line 3 differs')


if __name__ == '__main__':
    unittest.main()
