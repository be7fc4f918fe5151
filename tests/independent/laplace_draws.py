"""The discrete Laplace distribution by SciPy, which draws it as the difference of two geometric variables.

Reads a list of {"t", "s", "seed", "counts": {value: how often}}, draws as many values at each scale t/s, and answers
with the p-value of a two-sample chi-square test of each, values too rare to compare pooled into the tails.
"""
import json
import sys
from collections import Counter

from scipy.stats import chi2_contingency, dlaplace


def p_value(ours, theirs, least=20):
    """Both histograms over -edge..edge, where each value was seen often enough by the two together, and two tails."""
    together, edge = ours + theirs, 0
    while together[edge + 1] >= least and together[-edge - 1] >= least:
        edge += 1
    rows = []
    for counts in (ours, theirs):
        below = sum(count for value, count in counts.items() if value < -edge)
        above = sum(count for value, count in counts.items() if value > edge)
        rows.append([below, *(counts[value] for value in range(-edge, edge + 1)), above])
    columns = [column for column in zip(*rows) if sum(column)]
    return chi2_contingency(list(zip(*columns)), correction=False).pvalue


answers = []
for sample in json.load(sys.stdin):
    counts = Counter({int(value): count for value, count in sample["counts"].items()})
    draws = dlaplace.rvs(sample["s"] / sample["t"], size=counts.total(), random_state=sample["seed"])
    answers.append(p_value(counts, Counter(draws.tolist())))
json.dump(answers, sys.stdout)
