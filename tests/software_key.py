"""A security key made of software: it makes passkeys and signs with them as a real one does (ES256, discoverable)."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

USER_PRESENT, USER_VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class SoftwareKey:
    """A key for one site. ``origin`` is the page that the browser says it is on; ``verifies`` whether its owner is checked.

    Many real ones do not count how often they are used: ``counts`` is false for those.
    """

    origin: str = "http://localhost:8000"
    site: str = "localhost"
    verifies: bool = True
    counts: bool = True
    uses: int = 0
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    owner: bytes = b""

    def make(self, options: dict[str, Any]) -> str:
        """Answer a challenge to make a passkey, as the page would send it."""
        self.owner = decode(options["user"]["id"])
        credential = struct.pack(">16sH", bytes(16), len(self.credential)) + self.credential + cbor2.dumps(self._public_key())
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._state(HAS_KEY) + credential}
        client = self._client("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": encode(client), "attestationObject": encode(cbor2.dumps(attestation)), "transports": ["internal"]})

    def use(self, options: dict[str, Any]) -> str:
        """Answer a challenge with the passkey, as the page would send it."""
        self.uses += self.counts
        state, client = self._state(0), self._client("webauthn.get", options["challenge"])
        signature = self.private.sign(state + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": state, "signature": signature, "userHandle": self.owner}
        return self._answer({name: encode(part) for name, part in parts.items()})

    def _state(self, more: int) -> bytes:
        flags = USER_PRESENT | more | (USER_VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, self.uses)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _public_key(self) -> dict[int, Any]:
        numbers = self.private.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def _answer(self, response: dict[str, Any]) -> str:
        own = encode(self.credential)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "clientExtensionResults": {}, "response": response})
