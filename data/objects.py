"""Object storage as both ends of a load use it: articles are read from it, and a store may lie in it.

An address is `s3://bucket/key`. Endpoint, region and credentials come from the standard variables (AWS_ENDPOINT_URL,
AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ALLOW_HTTP); deltalake reads the same ones.
No address is reached but the one that they name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from obstore.store import S3Store

SCHEME = "s3://"

_SIGNS = {
    ("nosuchbucket", "bucket does not exist"): "there is no such bucket; make it first, or mend its name",
    (
        "invalidaccesskeyid",
        "signaturedoesnotmatch",
        "accessdenied",
        "403 forbidden",
        "401 unauthorized",
        "expiredtoken",
    ): ("the credentials are refused; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to those of a user with rights"),
    ("169.254.169.254", "instance credentials", "credentialsnotloaded"): (
        "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    ),
    ("url scheme is not allowed", "http is not allowed"): (
        "the endpoint speaks plain HTTP; set AWS_ALLOW_HTTP=true if that is meant"
    ),
    ("error sending request", "connection refused", "dns error", "connect error", "timed out"): (
        "no object storage answers at {endpoint}; start it, or mend AWS_ENDPOINT_URL and AWS_REGION"
    ),
}
"""What messages of object storage hold, and what they come to; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Address:
    """A bucket and a key in it, without a slash at either end; the key may be empty."""

    bucket: str
    key: str

    @staticmethod
    def parse(address: str) -> Address | None:
        """Return the address that a text names; None when it names no bucket."""
        bucket, _, key = address.removeprefix(SCHEME).partition("/")
        return Address(bucket, key.strip("/")) if address.startswith(SCHEME) and bucket else None

    def __str__(self) -> str:
        return f"{SCHEME}{self.bucket}/{self.key}".rstrip("/")

    def store(self) -> S3Store:
        """Return the way to the bucket; nothing is asked of it yet."""
        return S3Store(self.bucket)


def is_address(text: str) -> bool:
    """Tell whether a text names something in object storage."""
    return text.startswith(SCHEME)


def plain_words(message: str) -> str | None:
    """Say in one line what a message of object storage comes to and what to do; None when it is no known one."""
    lowered = message.lower()
    found = next((text for signs, text in _SIGNS.items() if any(sign in lowered for sign in signs)), None)
    return found and found.format(endpoint=os.environ.get("AWS_ENDPOINT_URL", "the endpoint of the region"))
