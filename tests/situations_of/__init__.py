"""The acts of blocks, ready to do, and who may do them: one module a block, in the order of the menu.

Each has a TABLE (rows of the table in `tests/base/test_every_act.py`) and `calls(world)`.
"""

from situations_of import budgets, proposals, surveys

OF_BLOCKS = (proposals, surveys, budgets)
