"""The components, for templates: in use without `{% load %}` where settings list this library as a builtin.

An attribute that is not listed here is refused when the template compiles. `*` marks what must be given.
Words are the caller's (translated there); this room knows no domain.

With a body, `{% x %} … {% endx %}`:

    cards        a grid of cards
    card         heading* href="" level=3 tone="plain|hands|quiet" glyph="" meta=""
                 glyph: a ready small glyph ({% glyph … as g %}); meta: a line above the heading
    panel        heading* id="" level=2 tone="plain|hands|quiet" count="" intro="" href="" link=""
                 href + link: "See all" beside the heading; count: a number in a pill
    notice       kind="info|success|warning|gap|error" heading="" id=""
    refusal      reasons* heading=""             reasons: sentences; the body says whom to ask
    facts        a definition list, holding:
    fact         term*                           one row of it
    table        caption* stack=False hidden_caption=False
                 the body is thead and tbody; a wide table scrolls inside itself;
                 stack=True: rows become cards on a phone, each td needs data-label="…"
    details      summary* open=False id=""
    emptystate   heading* picture="noticeboard|hands|ballot|register|together" level=2
                 level=1 where it is the page
    opening      picture="together"              the first words of a place or task, a drawing beside them
    bars         title* rows* description="" finding="" unit="" top=None
                 a bar chart: rows of (label, value), (label, value, shown) or (label, value, shown, mark,
                 mark_label); the body is the table of the data
    scatter      title* points* labels=() you=None you_label="" description="" finding=""
                 a map of points (x, y, group 0-4 or -1); labels: (x, y, group, name) at the middle of groups;
                 you: (x, y) of whoever looks; the body is the table of what it shows
    steps        numbered first steps, holding:
    step         text* href="" done=False        one of them; the body is a note, may be empty
    trail        one line from a beginning to where it is now, holding:
    stop         text* href="" when="" here=False            a thing that happened; the body is a note
    buttons      buttons side by side

Without a body:

    glyph        words* column=None row=None ringed=None trail=() size="small|large" show_words=True
                 column_title="" columns=() row_title="" rows=() legend=()
                 column, row: 0-2 or None; ringed: (column, row); trail: oldest first, [(column, row), …];
                 large needs columns, rows: three words each, and their titles; legend: three words to replace
                 "agreed", "what the records show", "earlier"
    tag          text* kind="neutral|good|hands|gap|quiet"     a state in a word or two
    chip         text* shape="none|circle|square|triangle|diamond" note="" href=""     a person or a body
    button       text* kind="primary|secondary|warning|link" type="submit|button" name="" value="" href=""
                 form="" about="" reason="" id=""
                 about: words only a screen reader needs ("on Monday 3 May"); reason: why it cannot be pressed
    tableof      caption* head* rows* numeric=() stack=True hidden_caption=False
                 rows of cells, the first names the row; numeric: the columns (0, 1, …) that hold numbers
    factsof      pairs*                          a definition list from (term, value) pairs
    progress     label* value* total* shown=""
    pagination   page* parameter="page" label=""               a Django Page; keeps the rest of the query
    picture      name*                           an illustration, decorative
    icon         name*                           a small sign, decorative
    error_summary  form* …                       what to put right, each linked to its field
                                                 (`{{ form }}` says it itself where this tag has not)
    languages    `as choices`: (code, name) of each language

The base page, `{% extends "ui/base.html" %}`, has the blocks title, theme, head, header, banner, crumbs,
main, aside and footer, and reads from the context:

    navigation   entries with text, href, current
    crumbs       entries with text and, but for the last, href
    footer       entries with text, href
    search_url, search_words, site_name, home_url; is_demo for a strip that says so
    form         puts "Error:" before the title where it has errors
    messages     of django.contrib.messages
The language switch lists LANGUAGES, where the address "set_language" exists.
"""

from django import template

from mutirao.ui import forms, languages
from mutirao.ui.components import charts, controls, glyph, pictures, records, scatter, surfaces

register = template.Library()

for with_body in (
    surfaces.cards,
    surfaces.card,
    surfaces.panel,
    surfaces.notice,
    surfaces.refusal,
    surfaces.details,
    surfaces.emptystate,
    surfaces.opening,
    records.facts,
    records.fact,
    records.table,
    records.steps,
    records.step,
    records.trail,
    records.stop,
    charts.bars,
    scatter.scatter,
    controls.buttons,
):
    register.simple_block_tag(with_body)

for leaf in (
    glyph.glyph,
    records.tag,
    records.chip,
    records.tableof,
    records.factsof,
    records.progress,
    pictures.picture,
    pictures.icon,
    forms.error_summary,
    languages.languages,
):
    register.simple_tag(leaf)

for leaf_of_page in (controls.button, controls.pagination):
    register.simple_tag(leaf_of_page, takes_context=True)
