"""Pages of a conversation: answering, your answers, adding, looking, the map in words, files in and out."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import NOW, Cast
from mutirao.engines.opinions.polis import read_files, unpack
from mutirao.planning.statements import acts, drawing
from mutirao.planning.statements.models import Conversation, Statement
from mutirao.theory.statements import Answer
from talking import FIRST, HERE, QUESTION, answer, ask, counted, crowd, place, tally
from visiting import client_of, errors, text

pytestmark = pytest.mark.django_db
LIST = "/services/small-works/statements/"
WISHES = [f"Wish number {word}." for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")]


def test_before_anybody_was_asked(cast: Cast, client: Client) -> None:
    place(cast)
    shown = text(client.get(LIST))
    assert "Nobody has been asked yet" in shown and "Sign in first" in shown
    assert client.get(HERE).status_code == 404


def test_a_visitor_reads_the_statement_and_is_told_to_sign_in(cast: Cast, client: Client) -> None:
    ask(cast, place(cast))
    response = client.get(HERE)
    assert any(first in text(response) for first in FIRST)
    assert response.context["answer"].is_open is False
    assert "Sign in first" in text(response)


def test_answering_one_after_the_other_until_all_is_said(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    dee = client_of(cast.dee)
    for n in range(3):
        progress = dee.get(HERE).context["progress"]
        assert (progress.answered, progress.whole) == (n, 3)
        response = dee.post(f"{HERE}answers/{progress.next.number}/", {"answer": "1"})
        assert (response.status_code, response["Location"]) == (
            302,
            f"{HERE}?after={progress.next.number}#next",
        )
    assert tally(conversation) == [(1, 0, 0)] * 3
    assert "You have answered everything. Thank you!" in text(dee.get(HERE))


@pytest.mark.parametrize("said", ["", "2", "agree"])
def test_an_answer_that_is_none_is_refused_in_words(cast: Cast, said: str) -> None:
    conversation = ask(cast, place(cast))
    response = client_of(cast.dee).post(f"{HERE}answers/1/", {"answer": said})
    assert "Choose agree, disagree or pass." in text(response)
    assert tally(conversation) == [(0, 0, 0)] * 3


def test_a_forged_number_is_not_found_and_a_visit_answers_nothing(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    dee = client_of(cast.dee)
    assert dee.post(f"{HERE}answers/99/", {"answer": "1"}).status_code == 404
    assert dee.get(f"{HERE}answers/1/").status_code == 405
    assert tally(conversation) == [(0, 0, 0)] * 3


def test_changing_an_answer_from_the_list(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    answer(conversation, cast.dee, 1, Answer.AGREE)
    dee = client_of(cast.dee)
    assert dee.get(f"{HERE}answers/").context["lines"][0][1] == 1
    response = dee.post(f"{HERE}answers/1/", {"answer": "-1", "back": "answers"})
    assert response["Location"] == f"{HERE}answers/"
    assert tally(conversation)[0] == (0, 0, 1)


def test_adding_a_statement(cast: Cast) -> None:
    ask(cast, place(cast))
    dee = client_of(cast.dee)
    assert dee.get(f"{HERE}add/").status_code == 200
    wrong = dee.post(f"{HERE}add/", {"text": "Dogs should be WELCOME"})
    assert (wrong.status_code, errors(wrong)) == (
        422,
        {"__all__": ["Somebody has said this already. You can answer it."]},
    )
    done = dee.post(f"{HERE}add/", {"text": "Plus d’arbres !"}, follow=True)
    assert "Somebody looks at it before others are asked." in text(done)
    assert Statement.objects.get(number=4).text == "Plus d’arbres !"


def test_looking_at_statements_belongs_to_those_who_set_priorities(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    made = acts.add(conversation=conversation, text="<b>More</b> trees.", by=cast.acting("dee"), at=NOW)
    page = f"{HERE}waiting/"
    assert client_of(cast.dee).get(page).status_code == 403
    rosa = client_of(cast.rosa)
    assert "&lt;b&gt;More&lt;/b&gt; trees." in text(rosa.get(page))
    wrong = rosa.post(page, {"number": made.number, "state": "declined"})
    assert (wrong.status_code, errors(wrong)) == (422, {"__all__": ["Say why it is not taken up."]})
    rosa.post(page, {"number": made.number, "state": "declined", "reason": "several"})
    assert Statement.objects.get(pk=made.pk).state == "declined"
    assert "Nothing is waiting for you" in text(rosa.get(page))
    assert rosa.post(page, {"number": "9999", "state": "accepted"}).status_code == 404


def test_asking_from_the_page(cast: Cast) -> None:
    place(cast)
    rosa = client_of(cast.rosa)
    given = {
        "question": "What for the square?",
        "statements": "A tree.\n\nA bench.\n",
        "open_to": "parties",
        "last": (NOW + timedelta(days=3650)).date().isoformat(),
    }
    assert rosa.get(f"{LIST}ask/").status_code == 200
    response = rosa.post(f"{LIST}ask/", given)
    assert (response.status_code, response["Location"]) == (302, f"{LIST}what-for-the-square/")
    made = Conversation.objects.get()
    assert [s.text for s in made.statements.all()] == ["A tree.", "A bench."]
    assert (made.open_to, len(bytes(made.key or b""))) == ("parties", 32)
    assert client_of(cast.dee).get(made.path).context["answer"].is_open is False
    assert client_of(cast.cam).get(made.path).context["answer"].is_open is True
    wrong = rosa.post(f"{LIST}ask/", {**given, "open_to": "area"})
    assert errors(wrong) == {"__all__": ["Say which group or which area."]}
    assert client_of(cast.dee).get(f"{LIST}ask/").status_code == 403


def test_ending_from_the_page(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    answer(conversation, cast.dee, 1, Answer.AGREE)
    rosa = client_of(cast.rosa)
    assert rosa.get(f"{HERE}end/").status_code == 200
    done = rosa.post(f"{HERE}end/", {"reason": "We know enough."})
    assert done["Location"] == f"{HERE}map/"
    assert "This conversation has ended." in text(client_of(cast.dee).get(HERE))
    assert "cut off from you" in text(client_of(cast.dee).get(f"{HERE}answers/"))
    late = client_of(cast.dee).post(f"{HERE}answers/1/", {"answer": "1"})
    assert "This conversation has ended." in text(late)


def test_a_map_that_is_not_drawn_yet(cast: Cast, client: Client) -> None:
    ask(cast, place(cast))
    assert "The map is not drawn yet" in text(client.get(f"{HERE}map/"))


def test_the_map_in_words_picture_and_table(cast: Cast, client: Client) -> None:
    conversation = ask(cast, place(cast), statements=WISHES)
    folk = crowd(conversation, 16)
    drawing.draw_due(NOW)
    response = client.get(f"{HERE}map/")
    shown = text(response)
    assert "From 128 answers of 16 people" in shown
    told = response.context["map"]
    assert [(group.name, group.people) for group in told.groups] == [("A", 8), ("B", 8)]
    assert shown.count("m-scatter__dot--") == 16 and shown.count("m-scatter__middle") == 2
    head, rows = told.table
    assert head[:5] == ["Statement", "Answered", "Agree", "Disagree", "Pass"] and len(rows) == 8
    assert {row[1] for row in rows} == {"16"}
    mine = client_of(folk[0]).get(f"{HERE}map/")
    assert "You stand nearest to group" in text(mine) and "m-scatter__you" in text(mine)


def test_too_few_people_are_told_that_no_groups_can_be_told_apart(cast: Cast, client: Client) -> None:
    conversation = ask(cast, place(cast), statements=WISHES)
    crowd(conversation, 4)
    drawing.draw_due(NOW)
    shown = text(client.get(f"{HERE}map/"))
    assert "Too few people have answered enough to tell groups apart." in shown
    assert "fewer than 5" in shown and "publishing their answers could give somebody away" in shown
    assert client.get(f"{HERE}export.zip").status_code == 404


def test_what_is_taken_away_can_be_brought_in_elsewhere(cast: Cast, client: Client) -> None:
    conversation = ask(cast, place(cast), statements=WISHES)
    crowd(conversation, 12)
    drawing.draw_due(NOW)
    response = client.get(f"{HERE}export.zip")
    assert response["Content-Type"] == "application/zip"
    export = read_files(unpack(response.content))
    assert export.answers().count == 96
    assert [s.text for s in export.statements] == WISHES
    assert {s.author for s in export.statements} <= {"", "0"}
    assert client.get(f"{HERE}export.zip").content == response.content
    rosa = client_of(cast.rosa)
    given = {
        "question": "The same again?",
        "source": "Our own export",
        "file": SimpleUploadedFile("talk.zip", response.content),
    }
    done = rosa.post(f"{LIST}bring-in/", given)
    brought = Conversation.objects.get(question="The same again?")
    assert done["Location"] == f"{brought.path}map/"
    assert tally(brought) == counted(brought) == tally(conversation)
    assert brought.key is None and brought.ended_at is not None
    assert client_of(cast.dee).post(f"{brought.path}answers/1/", {"answer": "1"}).status_code == 422
    again = rosa.post(f"{LIST}bring-in/", {**given, "file": SimpleUploadedFile("t.zip", response.content)})
    assert errors(again) == {"__all__": ["This conversation has been brought in already."]}


def packed(name: str, data: bytes) -> SimpleUploadedFile:
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, data)
    return SimpleUploadedFile("talk.zip", folder.getvalue())


def test_files_that_cannot_be_read_are_refused_whole(cast: Cast) -> None:
    place(cast)
    rosa = client_of(cast.rosa)
    bomb = packed("votes.csv", b"timestamp,comment-id,voter-id,vote\n" + b"1,1,1,1\n" * (1 << 23))
    for file, said in (
        (SimpleUploadedFile("talk.zip", b"no zip"), "packed folder"),
        (packed("votes.csv", b"a,b\n1,2\n"), "votes.csv"),
        (bomb, "Unpacked, this is more than"),
    ):
        response = rosa.post(f"{LIST}bring-in/", {"question": "Park?", "source": "Day", "file": file})
        assert response.status_code == 422
        (sentence,) = errors(response)["__all__"]
        assert said in sentence, sentence
    assert not Conversation.objects.exists()


def test_the_question_may_be_long_and_run_from_right_to_left(cast: Cast, client: Client) -> None:
    service = place(cast)
    question = "ماذا تريدون من الحديقة الجديدة؟ " * 6
    made = ask(cast, service, question=question)
    assert made.slug == "x"
    assert 'dir="auto"' in text(client.get(made.path))
    assert QUESTION not in text(client.get(LIST))
