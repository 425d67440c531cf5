"""Small Pabulib files that are in order, one for each shape of vote."""

APPROVAL = """\
META
key;value
description;Benches and trees
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;votes;name;selected
A;600;3;Benches;1
B;400.50;1;"Trees; the tall ones";0
C/1;0;1;A word of thanks;1
VOTES
voter_id;vote;age;sex
v1;A,B;34;F
v2;A;51;M
v3;;;
v4;C/1,A;7;F
"""

POINTS = """\
META
key;value
budget;900
vote_type;cumulative
max_sum_points;5
PROJECTS
project_id;cost
1;300
2;600
VOTES
voter_id;vote;points
a;1,2;3,2
b;2;2.5
"""

RANKING = """\
META
key;value
budget;10
vote_type;ordinal
PROJECTS
project_id;cost
1;3
2;6
VOTES
voter_id;vote
a;1,2
b;2
c;2,1
"""
