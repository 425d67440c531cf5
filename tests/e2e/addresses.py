"""Every page there is, by who looks at it: the table that the tests of pages go through."""

from __future__ import annotations

from dataclasses import dataclass

OLD_HILL = "/services/old-hill-small-works"
FELLING = "/services/felling-parents-mornings"
FAMILLES = "/services/familles-daccueil-de-genouillac"
TACKLEY = "/services/tackley-village-shop"
LAST_YEAR = f"{OLD_HILL}/budgets/which-small-works-first-last-years-round"
THIS_YEAR = f"{OLD_HILL}/budgets/which-small-works-first-this-years-round"
WINTER = f"{OLD_HILL}/budgets/what-for-the-winter-fund"
CATERHAM = "/services/caterham-barracks-skate-park-and-pitches"
PROMISE = f"{OLD_HILL}/decisions/promises/{{promise}}"
TEAM = "/groups/falmouth-neighbourhood-team"

# Who looks, where, and the status of the answer. {decision} stands for the one decision there is, {promise}
# for a promise that Ben is asked about.
PAGES: tuple[tuple[str, str, int], ...] = (
    ("visitor", "/", 200),
    ("visitor", "/about/", 200),
    ("visitor", "/who-may-do-what/", 200),
    ("visitor", "/gallery/", 200),
    ("visitor", "/nothing-of-this-name/", 404),
    ("visitor", "/services/", 200),
    ("visitor", "/services/?q=shop", 200),
    ("visitor", "/services/?q=nowhere-to-be-found", 200),
    ("visitor", "/services/start/", 403),
    ("visitor", f"{OLD_HILL}/", 200),
    ("visitor", f"{OLD_HILL}/register/", 200),
    ("visitor", f"{OLD_HILL}/agreement/", 200),
    ("visitor", f"{OLD_HILL}/agreement/1/", 200),
    ("visitor", f"{OLD_HILL}/agreement/1-2/", 200),
    ("visitor", f"{FELLING}/", 200),
    ("visitor", f"{FELLING}/agreement/", 200),
    ("visitor", f"{FAMILLES}/", 200),
    ("visitor", f"{FAMILLES}/agreement/", 200),
    ("visitor", f"{OLD_HILL}/budgets/", 200),
    ("visitor", f"{TACKLEY}/budgets/", 200),
    ("visitor", f"{LAST_YEAR}/", 200),
    ("visitor", f"{THIS_YEAR}/", 200),
    ("visitor", f"{WINTER}/", 200),
    ("visitor", f"{THIS_YEAR}/what-if/", 200),
    ("visitor", f"{THIS_YEAR}/verify/", 200),
    ("visitor", f"{WINTER}/verify/", 200),
    ("visitor", f"{THIS_YEAR}/decide/", 403),
    ("visitor", f"{CATERHAM}/drafts/", 200),
    ("visitor", f"{CATERHAM}/drafts/start/", 403),
    ("visitor", f"{OLD_HILL}/decisions/", 200),
    ("visitor", f"{TACKLEY}/decisions/", 200),
    ("visitor", f"{OLD_HILL}/decisions/{{decision}}/", 200),
    ("visitor", f"{OLD_HILL}/decisions/?show=late", 200),
    ("visitor", f"{OLD_HILL}/decisions/{{decision}}/now/", 200),
    ("visitor", f"{OLD_HILL}/decisions/promises/", 200),
    ("visitor", f"{OLD_HILL}/decisions/promises/?show=broken", 200),
    ("visitor", f"{TACKLEY}/decisions/promises/", 200),
    ("visitor", f"{PROMISE}/", 200),
    ("visitor", f"{OLD_HILL}/chain/decisions.promise/{{promise}}/", 200),
    ("visitor", "/promises/no-such-link/", 404),
    ("visitor", "/register/", 200),
    ("visitor", "/register/?before=40", 200),
    ("visitor", "/register/verify/", 200),
    ("visitor", "/register/acts/1/", 200),
    ("visitor", "/groups/", 200),
    ("visitor", f"{TEAM}/", 200),
    ("visitor", "/me/", 403),
    ("visitor", "/account/login/", 200),
    ("visitor", "/account/signup/", 200),
    ("visitor", "/account/card/", 200),
    ("visitor", "/account/link/no-such-link/", 200),
    ("visitor", "/account/login/code/", 200),
    ("visitor", "/account/inactive/", 200),
    ("visitor", "/account/password/reset/", 404),
    ("ada", "/me/", 200),
    ("ada", "/me/details/", 200),
    ("ada", "/me/erase/", 200),
    ("ada", "/me/card/", 200),
    ("ada", f"{TEAM}/", 200),
    ("ada", f"{TEAM}/details/", 200),
    ("ada", f"{TEAM}/members/add/", 200),
    ("ada", f"{TEAM}/members/1/end/", 422),
    ("ada", "/groups/add/", 200),
    ("ada", "/services/start/", 200),
    ("ada", f"{OLD_HILL}/", 200),
    ("ada", f"{OLD_HILL}/describe/", 200),
    ("ada", f"{OLD_HILL}/people/", 200),
    ("ada", f"{OLD_HILL}/people/register/", 200),
    ("ada", f"{OLD_HILL}/agreement/", 200),
    ("ada", f"{OLD_HILL}/agreement/draft/", 200),
    ("ada", f"{FELLING}/agreement/", 200),
    ("ada", f"{FAMILLES}/agreement/", 200),
    ("ada", f"{FAMILLES}/agreement/1/review/", 200),
    ("ada", f"{FAMILLES}/agreement/1/parties/", 200),
    ("ada", f"{FAMILLES}/parties/12/signatory/", 200),
    ("ada", f"{FAMILLES}/agreement/1/duties/run_votes/", 200),
    ("ada", f"{FAMILLES}/agreement/1/terms/11/", 200),
    ("ada", f"{WINTER}/", 200),
    ("ada", f"{WINTER}/rule/", 200),
    ("ada", f"{THIS_YEAR}/", 200),
    ("ada", f"{THIS_YEAR}/decide/", 200),
    ("ada", f"{CATERHAM}/drafts/", 200),
    ("ada", f"{CATERHAM}/drafts/start/", 200),
    ("ada", f"{OLD_HILL}/decisions/new/", 200),
    ("ada", f"{OLD_HILL}/decisions/{{decision}}/", 200),
    ("ada", f"{OLD_HILL}/decisions/{{decision}}/promise/", 200),
    ("ada", f"{OLD_HILL}/decisions/{{decision}}/review/", 200),
    ("ada", f"{OLD_HILL}/decisions/promises/new/", 200),
    ("ada", f"{PROMISE}/", 200),
    ("ada", f"{PROMISE}/done/", 200),
    ("ada", f"{PROMISE}/new-day/", 200),
    ("ada", f"{PROMISE}/not-done/", 200),
    ("ada", f"{PROMISE}/works/", 200),
    ("ada", f"{PROMISE}/who-is-asked/", 200),
    ("ada", "/account/email/", 200),
    ("ada", "/account/sessions/", 200),
    ("ada", "/account/logout/", 200),
    ("ada", "/account/2fa/", 200),
    ("ada", "/account/2fa/totp/activate/", 200),
    ("ada", "/account/2fa/webauthn/", 200),
    ("ada", "/account/2fa/webauthn/add/", 200),
    ("ben", "/me/", 200),
    ("ben", f"{THIS_YEAR}/decide/", 200),
    ("ben", f"{PROMISE}/", 200),
    ("ben", f"{PROMISE}/answer/", 200),
    ("cam", "/me/", 200),
    ("cam", f"{FELLING}/agreement/1/", 200),
    ("cam", f"{FELLING}/agreement/1/send-back/6/", 200),
    ("rosa", f"{THIS_YEAR}/", 200),
    ("rosa", f"{THIS_YEAR}/decide/", 403),
    ("rosa", f"{PROMISE}/not-yet/", 200),
    ("rosa", f"{PROMISE}/answer/", 403),
    ("dee", "/me/", 200),
    ("dee", "/services/start/", 200),
    ("eve", "/me/", 200),
    ("eve", f"{OLD_HILL}/people/", 403),
    ("eve", f"{OLD_HILL}/agreement/draft/", 403),
)


# Addresses of the site that answer with no page of their own, or with one seen elsewhere in these tests.
ELSEWHERE: dict[str, str] = {
    "account_confirm_login_code": "after asking for a code",
    "account_email_verification_sent": "after joining",
    "account_reauthenticate": "leads to the second factor",
    "act-proof": "for machines",
    "agreement-propose": "a button",
    "agreement-sign": "a button",
    "agreement-text": "for machines",
    "budget-ballots": "a download",
    "budget-count": "a button",
    "card-for": "a button",
    "draft": "negotiated in a test of its own",
    "draft-add-clause": "negotiated in a test of its own",
    "draft-adopt": "negotiated in a test of its own",
    "draft-change-clause": "negotiated in a test of its own",
    "draft-clause": "negotiated in a test of its own",
    "draft-decide": "negotiated in a test of its own",
    "draft-describe": "negotiated in a test of its own",
    "draft-disagree": "negotiated in a test of its own",
    "draft-earlier": "negotiated in a test of its own",
    "draft-history": "negotiated in a test of its own",
    "draft-mark": "negotiated in a test of its own",
    "draft-open-round": "negotiated in a test of its own",
    "draft-take-back": "a button",
    "draft-wording": "negotiated in a test of its own",
    "draft-withdraw": "negotiated in a test of its own",
    "decision-verify": "leads to the act",
    "head": "for machines",
    "mfa_authenticate": "after a code, with a second factor",
    "mfa_deactivate_totp": "with an authenticator app",
    "mfa_download_recovery_codes": "a download",
    "mfa_edit_webauthn": "with a passkey",
    "mfa_generate_recovery_codes": "with an authenticator app",
    "mfa_login_webauthn": "for the script of the sign-in page",
    "mfa_reauthenticate": "with an authenticator app",
    "mfa_reauthenticate_webauthn": "with a passkey",
    "mfa_remove_webauthn": "with a passkey",
    "mfa_view_recovery_codes": "with an authenticator app",
    "promise-link": "in the journey of a promise",
    "promise-link-again": "a button",
    "promise-verify": "leads to the act",
    "register-download": "a download",
    "set_language": "leads back",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is sent with something missing or wrong: what is filled in and chosen, what it answers.

    Pages of the accounts library answer 200 where ours answer 422.
    """

    who: str
    address: str
    press: str
    fill: tuple[tuple[str, str], ...] = ()
    choose: str = ""
    says: str = "This field is required."
    status: int = 422


FORMS: tuple[Form, ...] = (
    Form("visitor", "/account/login/", "Send me a code", status=200),
    Form("visitor", "/account/login/code/", "Request Code", status=200),
    Form("visitor", "/account/signup/", "Join", status=200),
    Form("visitor", "/account/card/", "Sign in", (("A code from your card", "bado"),), says="We do not know"),
    Form("visitor", "/account/link/no-such-link/", "Sign in", says="Each link works once."),
    Form("ada", "/me/details/", "Save my details", (("Your name", ""),)),
    Form("ada", "/me/erase/", "Erase my data", says="Tick the box if you are sure."),
    Form("ada", "/groups/add/", "Add it"),
    Form("ada", f"{TEAM}/members/add/", "Add this member", (("Their e-mail", "me"),), says="Enter a valid"),
    Form("ada", f"{TEAM}/details/", "Save the details", (("What is it called?", ""),)),
    Form("ada", "/services/start/", "Start this service"),
    Form("ada", f"{OLD_HILL}/describe/", "Save the description", (("What is it called?", ""),)),
    Form("ada", f"{OLD_HILL}/people/register/", "Register this person"),
    Form("ada", f"{OLD_HILL}/agreement/draft/", "Start the draft"),
    Form(
        "ada",
        f"{FAMILLES}/agreement/1/review/",
        "Save the date",
        (("When will you look", "2020-01-01"),),
        says="must be in the future",
    ),
    Form("ada", f"{FAMILLES}/agreement/1/parties/", "Add this party"),
    Form("ada", f"{FAMILLES}/parties/12/signatory/", "Name this person"),
    Form(
        "ada",
        f"{FAMILLES}/agreement/1/duties/run_votes/",
        "Save who does this",
        choose="answers for it",
        says="Only one party can answer",
    ),
    Form("ada", f"{WINTER}/rule/", "Set this rule", (("Where does this rule", ""),)),
    Form("ada", f"{THIS_YEAR}/decide/", "Decide and publish"),
    Form("ada", f"{CATERHAM}/drafts/start/", "Go on"),
    Form("ada", f"{OLD_HILL}/decisions/new/", "Decide and publish"),
    Form("ada", f"{OLD_HILL}/decisions/promises/new/", "Publish this promise"),
    Form("cam", f"{FELLING}/agreement/1/send-back/6/", "Send it back"),
    Form("ada", "/account/email/", "Add Email", (("Email", "me"),), says="Enter a valid", status=200),
    Form("ada", "/account/2fa/totp/activate/", "Activate", status=200),
)
