"""The components: functions from plain values to safe HTML, made template tags in `templatetags.ui`."""
