"""x"""
from __future__ import annotations
from copy import deepcopy
import pytest
from cast import NOW
from situations import World, calls
from django.db import transaction
from mutirao.base.registry import act_functions
from mutirao.theory.reasons import Refused
P = "visitor outsider answers weak does asked told nothing signs signs² ended self for for²".split()

@pytest.mark.django_db
def test_print():
    out=[]
    for f in act_functions():
        with transaction.atomic():
            world = World()
            ready = calls(world)[f.rule.name]
            row=[]
            call = ready()
            for p in P:
                with transaction.atomic():
                    try:
                        f(**deepcopy(call).given, by=world.standing_at(p), at=NOW); row.append("yes")
                    except Refused as r:
                        row.append(str(r))
                    transaction.set_rollback(True)
            out.append((f.rule.name,row))
            transaction.set_rollback(True)
        transaction.get_connection().cursor()
        break_=False
    with open("/tmp/table.txt","w") as o:
        for n,r in out: o.write(n+" "+" ".join(r)+"\n")
