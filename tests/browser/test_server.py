from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def answer(address: str, host: str) -> int:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request("GET", "/_stcore/stream", headers=HANDSHAKE | {"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_name_that_was_bent_to_this_machine_gets_no_session(address: str) -> None:
    assert answer(address, "127.0.0.1") == 101
    assert answer(address, "localhost") == 101
    assert answer(address, "evil.example") >= 400
