"""The best one-to-one assignment of rows to columns (the Hungarian method, after Kuhn and Munkres)."""

from __future__ import annotations

from collections.abc import Sequence


def best_assignment(gains: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column that it takes, no column twice, so that the gains add up to the most.

    There must be at least as many columns as rows. Takes O(rows² · columns) steps.
    """
    rows = len(gains)
    columns = len(gains[0]) if rows else 0
    infinite = float("inf")
    of_row = [0.0] * (rows + 1)
    of_column = [0.0] * (columns + 1)
    taken_by = [0] * (columns + 1)
    came_from = [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken_by[0] = row
        column = 0
        least = [infinite] * (columns + 1)
        seen = [False] * (columns + 1)
        while True:
            seen[column] = True
            current = taken_by[column]
            step, following = infinite, 0
            costs = gains[current - 1]
            base = of_row[current]
            for other in range(1, columns + 1):
                if seen[other]:
                    continue
                slack = -costs[other - 1] - base - of_column[other]
                if slack < least[other]:
                    least[other], came_from[other] = slack, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if seen[other]:
                    of_row[taken_by[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
            if taken_by[column] == 0:
                break
        while column:
            before = came_from[column]
            taken_by[column] = taken_by[before]
            column = before
    out = [0] * rows
    for column in range(1, columns + 1):
        if taken_by[column]:
            out[taken_by[column] - 1] = column - 1
    return out
