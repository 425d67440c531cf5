"""The acts of blocks, ready to do, and who may do them: one module a block, in the order of the menu.

Each has a TABLE (rows of the table in `tests/base/test_every_act.py`) and `calls(world)`.
"""

from situations_of import (
    ballots,
    budgets,
    councils,
    cycles,
    decisions,
    drafts,
    meetings,
    priorities,
    proposals,
    statements,
    surveys,
)

OF_BLOCKS = (
    cycles,
    meetings,
    councils,
    priorities,
    proposals,
    statements,
    surveys,
    ballots,
    budgets,
    drafts,
    decisions,
)
