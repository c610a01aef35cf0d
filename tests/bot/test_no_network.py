"""The tests themselves: none of them can reach another machine."""

import asyncio
import socket

import pytest


def test_a_connection_elsewhere_is_refused() -> None:
    with socket.socket() as plug, pytest.raises(PermissionError):
        plug.connect(("192.0.2.1", 80))
    with socket.socket() as plug, pytest.raises(PermissionError):
        plug.connect_ex(("192.0.2.1", 80))
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 80)


async def test_asyncio_is_refused_too() -> None:
    with pytest.raises(PermissionError):
        await asyncio.open_connection("192.0.2.1", 80)


def test_this_machine_is_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as plug:
        assert plug.getpeername() == server.getsockname()
