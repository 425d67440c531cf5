"""Forms that take a passkey's answer; what is no answer at all is said to be wrong, not a fault of ours."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms


class _Readable(forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (AttributeError, KeyError):  # the library lets these pass when a part is missing
            raise get_adapter().validation_error("incorrect_code") from None


class Login(_Readable, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Sign in with a passkey alone."""


class Authenticate(_Readable):
    """Use a passkey as the second factor."""


class Reauthenticate(_Readable, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Show once more that it is you."""
