"""Sends requests over a socket byte for byte, as a text says, with a signature made here.

The signer follows AWS's description of Signature Version 4 and nothing else: it shares no code with the server, nor with any
SDK.
"""

import base64
import hashlib
import hmac
import re
import socket
import time
import uuid
import zlib

EMPTY = hashlib.sha256(b"").hexdigest()
SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
SIGNED_CHUNKS_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
UNSIGNED_CHUNKS_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def crc64_nvme(data):
    """CRC-64/NVME: reflected, polynomial AD93D23594C93659, all ones before and after."""
    crc = 0xFFFFFFFFFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x9A6C9329AC4BC9B5 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFFFFFFFFFF


CHECKSUMS = {
    "x-amz-checksum-crc32": lambda data: base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode(),
    "x-amz-checksum-crc64nvme": lambda data: base64.b64encode(crc64_nvme(data).to_bytes(8, "big")).decode(),
}


class Signer:
    """One request's signature, and those of its chunks."""

    def __init__(self, key, secret, service, region="us-east-1"):
        self.key = key
        self.date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        self.scope = f"{self.date[:8]}/{region}/{service}/aws4_request"
        self.signing_key = f"AWS4{secret}".encode()
        for part in self.scope.split("/"):
            self.signing_key = mac(self.signing_key, part)
        self.last = None

    def sign(self, kind, *lines):
        text = "\n".join([kind, self.date, self.scope, *lines])
        self.last = mac(self.signing_key, text).hex()
        return self.last

    def authorization(self, head, signs, payload):
        method, target = head.split("\n")[0].split(" ")[:2]
        path, _, query = target.partition("?")
        pairs = sorted(pair if "=" in pair else f"{pair}=" for pair in query.split("&") if pair)
        headers = dict(line.split(":", 1) for line in head.split("\n")[1:] if line)
        headers = {name.lower(): re.sub(" +", " ", value.strip()) for name, value in headers.items()}
        canonical = [method, path, "&".join(pairs), *(f"{name}:{headers[name]}" for name in signs), ""]
        canonical += [";".join(signs), payload]
        signature = self.sign("AWS4-HMAC-SHA256", sha256("\n".join(canonical).encode()))
        return (
            f"AWS4-HMAC-SHA256 Credential={self.key}/{self.scope}, "
            f"SignedHeaders={';'.join(signs)}, Signature={signature}"
        )

    def chunks(self, data, trailer=None):
        """aws-chunked with signatures: the data in one chunk, the last chunk, and a checksum."""
        sent = b""
        for chunk in (data, b""):
            signature = self.sign("AWS4-HMAC-SHA256-PAYLOAD", self.last, EMPTY, sha256(chunk))
            sent += b"%x;chunk-signature=%s\r\n" % (len(chunk), signature.encode()) + chunk
            sent += b"\r\n" if chunk or not trailer else b""
        if trailer:
            line = f"{trailer}:{CHECKSUMS[trailer](data)}"
            signature = self.sign("AWS4-HMAC-SHA256-TRAILER", self.last, sha256(f"{line}\n".encode()))
            sent += f"{line}\r\nx-amz-trailer-signature:{signature}\r\n\r\n".encode()
        return sent


def signed_length(data, trailer):
    """Length that `Signer.chunks` gives the data: its length is signed before its chunks are."""
    measure = Signer("", "", "")
    measure.last = EMPTY
    return len(measure.chunks(data, trailer))


def unsigned_chunks(data, trailer):
    return b"%x\r\n%s\r\n0\r\n%s:%s\r\n\r\n" % (len(data), data, trailer.encode(), CHECKSUMS[trailer](data).encode())


def build(template, signs, credentials, service, body=b"", **fields):
    """Fills a text: gives the head's bytes and the body's.

    How the body goes is what the text says: its `x-amz-content-sha256`, its `x-amz-trailer`, its `transfer-encoding`.
    A line with `{token}` goes, signed, where there is a session token, and is left out where there is none.
    """
    key, secret, token = (*credentials, None)[:3]
    lines = [line for line in template.split("\n") if token or "{token}" not in line]
    signs = sorted([*signs.split(";"), *(["x-amz-security-token"] if token else [])])
    signer = Signer(key, secret, service)
    text = "\n".join(lines)
    named = re.search(r"^x-amz-content-sha256: (STREAMING-\S+|UNSIGNED-PAYLOAD)$", text, re.MULTILINE | re.IGNORECASE)
    payload = named.group(1) if named else sha256(body)
    trailer = re.search(r"^x-amz-trailer: (\S+)$", text, re.MULTILINE | re.IGNORECASE)
    trailer = trailer.group(1) if trailer else None
    if payload in (SIGNED_CHUNKS, SIGNED_CHUNKS_TRAILER):
        length = signed_length(body, trailer)
    elif payload == UNSIGNED_CHUNKS_TRAILER:
        length = len(unsigned_chunks(body, trailer))
    else:
        length = len(body)
    fields |= {"date": signer.date, "token": token, "sha256": payload, "length": length, "decoded": len(body)}
    fields |= {"uuid": str(uuid.uuid4()), "UUID": str(uuid.uuid4()).upper(), "hex": uuid.uuid4().hex}
    fields |= {"md5": base64.b64encode(hashlib.md5(body).digest()).decode()}
    fields |= {"crc32": CHECKSUMS["x-amz-checksum-crc32"](body)}
    fields |= {"crc64nvme": CHECKSUMS["x-amz-checksum-crc64nvme"](body)}
    filled = text.format(**fields, authorization="{authorization}")
    head = filled.replace("{authorization}", signer.authorization(filled, signs, payload))
    if payload in (SIGNED_CHUNKS, SIGNED_CHUNKS_TRAILER):
        body = signer.chunks(body, trailer)
    elif payload == UNSIGNED_CHUNKS_TRAILER:
        body = unsigned_chunks(body, trailer)
    if re.search(r"^transfer-encoding: chunked$", text, re.MULTILINE | re.IGNORECASE):
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return head.replace("\n", "\r\n").encode("ascii"), body


def build_unsigned(template, body=b"", **fields):
    """Fills a text that is sent without a signature."""
    fields |= {"length": len(body), "uuid": str(uuid.uuid4())}
    return template.format(**fields).replace("\n", "\r\n").encode("ascii"), body


class Answer:
    def __init__(self, raw):
        head, _, body = raw.partition(b"\r\n\r\n")
        self.status = int(head.split(b" ")[1])
        self.body = body.decode()

    def field(self, name):
        return self.body.partition(f"<{name}>")[2].partition(f"</{name}>")[0]

    @property
    def code(self):
        return self.field("Code") if self.status >= 300 else self.status

    def credentials(self):
        return tuple(self.field(name) for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))


def talk(port, head, body):
    """Sends; where the head asks for a `100 Continue`, the body waits for it, as those SDKs do."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as stream:
        waits = b"100-continue" in head
        stream.sendall(head if waits else head + body)
        raw = b""
        while True:
            piece = stream.recv(65536)
            raw += piece
            if waits and raw.startswith(b"HTTP/1.1 100 ") and b"\r\n\r\n" in raw:
                raw, waits = raw.partition(b"\r\n\r\n")[2], False
                stream.sendall(body)
            got, gap, rest = raw.partition(b"\r\n\r\n")
            length = re.search(rb"^content-length: (\d+)", got, re.MULTILINE | re.IGNORECASE)
            if not piece or (gap and length and len(rest) >= int(length.group(1))):
                return Answer(raw)
