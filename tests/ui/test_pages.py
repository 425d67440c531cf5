"""The base page, the pages for errors and the pages of the account."""

import re

import pytest
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from mutirao.ui.languages import languages


def base(**context) -> str:
    return get_template("ui/base.html").render(context, RequestFactory().get("/somewhere/?a=1"))


def test_the_page_says_its_language_and_lets_one_skip_to_its_content():
    with translation.override("fr"):
        html = base()
    assert '<html class="govuk-template" lang="fr">' in html
    assert html.index('<a class="govuk-skip-link" href="#main">') < html.index("<header")
    assert html.count('<main class="m-main" id="main">') == 1


def test_navigation_says_where_one_is():
    entries = [{"text": "Here & there", "href": "/a/"}, {"text": "Services", "href": "/s/", "current": True}]
    html = base(navigation=entries)
    assert '<a class="m-nav__link" href="/a/">Here &amp; there</a>' in html
    assert '<a class="m-nav__link" href="/s/" aria-current="page">Services</a>' in html


def test_crumbs_end_where_one_is():
    html = base(crumbs=[{"text": "Tackley", "href": "/t/"}, {"text": "Shop"}])
    assert '<li><a href="/t/">Tackley</a></li><li><span aria-current="page">Shop</span></li>' in html
    assert "m-crumbs" not in base()


def test_what_was_done_is_confirmed():
    done = Message(25, "You took the turn.")
    html = base(messages=[done])
    assert '<div class="m-messages" role="status"><div class="m-notice m-notice--success">' in html
    assert "<p>You took the turn.</p>" in html


def test_search_keeps_its_words():
    html = base(search_url="/find/", search_words='tea & "cake"')
    assert 'action="/find/"' in html
    assert 'value="tea &amp; &quot;cake&quot;"' in html
    assert "m-search" not in base(search_url="")


def test_languages_stand_in_their_own_words(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("fr", "French"), ("pt-br", "Portuguese")]
    assert languages() == (("en-gb", "English"), ("fr", "Français"), ("pt-br", "Português"))
    settings.LANGUAGES = [("en", "English"), ("pt", "Portuguese"), ("pt-br", "Portuguese of Brazil")]
    assert languages() == (("en", "English"), ("pt", "Português"), ("pt-br", "Português Brasileiro"))


def test_the_language_is_a_plain_link_that_comes_back_here():
    with translation.override("en-gb"):
        html = base()
    back = "next=/somewhere/%3Fa%3D1"
    assert (
        f'?language=en-gb&amp;{back}" lang="en-gb" hreflang="en-gb" rel="nofollow" aria-current="true"'
        in html
    )
    assert f'?language=fr&amp;{back}" lang="fr" hreflang="fr" rel="nofollow">Français</a>' in html


def test_a_page_with_errors_says_so_in_its_title():
    class Broken:
        errors = ("x",)

    assert "<title>Error: " in base(form=Broken())
    assert "<title>Error: " not in base()


def test_htmx_is_a_file_that_evaluates_nothing():
    html = base()
    assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/django_htmx/htmx-2.min.js" defer>']
    assert '"allowEval":false' in html and '"includeIndicatorStyles":false' in html


def test_the_page_sent_has_no_inline_style_or_script(sent, gallery_page):
    assert " style=" not in gallery_page and "<style" not in gallery_page
    assert re.findall(r"<script(?![^>]* src=)", gallery_page) == []
    assert "default-src 'self'" in sent.headers["Content-Security-Policy"]
    assert "unsafe" not in sent.headers["Content-Security-Policy"]


def test_every_id_of_the_gallery_stands_once(gallery_page):
    ids = re.findall(r'\sid="([^"]+)"', gallery_page)
    assert [one for one in sorted(set(ids)) if ids.count(one) > 1] == []


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429"])
def test_error_pages_have_one_heading_and_a_way_on(code):
    html = render_to_string(f"{code}.html", request=RequestFactory().get("/x/"))
    assert len(re.findall(r"<h1\b", html)) == 1
    assert '<a href="/">Go to the front page</a>' in html
    assert len(re.findall(r"<h1\b", render_to_string(f"{code}.html"))) == 1


def test_the_last_page_needs_nothing_that_may_be_broken():
    source = get_template("500.html").template.source
    assert "{%" not in source and "{{" not in source
    assert "Something broke on our side" in source


ACCOUNT = ("account_login", "account_signup", "account_request_login_code")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACCOUNT)
def test_pages_of_the_account_wear_our_look(name, client):
    response: HttpResponse = client.get(reverse(name))
    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="m-header"' in html and 'class="m-account"' in html
    assert re.search(r'<label class="govuk-label" for="id_(email|login)">', html)
    assert re.search(r'<input[^>]*class="govuk-input"[^>]*id="id_(email|login)"', html)
    assert re.search(r'<button class="m-button[^"]*"[^>]*type="submit"', html)
    assert " style=" not in html
    for script in re.findall(r"<script[^>]*>", html):
        assert " src=" in script or 'type="application/json"' in script


@pytest.mark.django_db
def test_what_is_wrong_in_a_form_of_the_account_is_said_once_at_the_top(client):
    html = client.post(reverse("account_login"), {"login": "not an address"}).content.decode()
    assert html.count("govuk-error-summary__title") == 1
    assert html.index("govuk-error-summary__title") < html.index("<h1")
