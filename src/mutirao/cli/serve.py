"""`mutirao serve`: the site, as in production, with the clock beside it."""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
from typing import Any

from mutirao import cli


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "serve",
        help="run the site",
        description="Bring the installation up to date and run the site; the clock runs beside it.",
        epilog="Example: mutirao serve --port 8000",
    )
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=port, default=8000, help="port to listen on")
    command.add_argument("--workers", type=amount, default=2, help="processes")
    command.add_argument("--threads", type=amount, default=4, help="threads in each process")
    cli.takes_folder(command)
    command.set_defaults(run=run)


def port(text: str) -> int:
    """A port number."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def amount(text: str) -> int:
    """A whole number from 1."""
    if not text.isdigit() or not 0 < int(text) < 10**6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def check_free(host: str, port: int) -> None:
    """Say at once, and in one sentence, that we cannot listen here."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as problem:
        said = f"We cannot listen on {host}, port {port} ({problem.strerror})"
        raise cli.Problem(f"{said}: choose another with --port.") from None


def run(given: argparse.Namespace) -> int:
    """Prepare and serve."""
    check_free(given.host, given.port)
    cli.ready(given.data)
    from mutirao.site.preparing import prepare

    prepare()
    return serve(given.host, given.port, given.workers, given.threads)


def serve(host: str, port: int, workers: int, threads: int) -> int:
    """Serve until stopped."""
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            chosen = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "keepalive": 5,
                "accesslog": None,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in chosen.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from mutirao.site.wsgi import application

            return application

    clock = subprocess.Popen([sys.executable, "-m", "mutirao", "tick", "--every", "60"])
    try:
        Site().run()
    finally:
        clock.terminate()
        clock.wait()
    return 0
