"""A virtual authenticator as a person uses one: it scans the QR code and shows codes."""

import io
import time
import urllib.parse

import pyotp
import zxingcpp
from PIL import Image

STEP = 30


def scan(png):
    """The text in a QR code, read by a real decoder."""
    # other kinds of codes could be seen by chance in a QR code's pattern
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)), formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"{len(found)} codes in the picture"
    return found[0].text


class Authenticator:
    """Holds one seed. Never waits: the code of the next time step is valid at once."""

    def __init__(self, otpauth_url):
        url = urllib.parse.urlsplit(otpauth_url)
        assert (url.scheme, url.netloc) == ("otpauth", "totp"), otpauth_url
        fields = dict(urllib.parse.parse_qsl(url.query, strict_parsing=True))
        self.label = urllib.parse.unquote(url.path.removeprefix("/"))
        self.issuer = fields.get("issuer")
        self.seed = fields["secret"]
        self.totp = pyotp.TOTP(self.seed)
        self.last = 0

    @classmethod
    def from_png(cls, png):
        return cls(scan(png))

    def _now(self):
        return int(time.time()) // STEP

    def code_of(self, step):
        return self.totp.at(step * STEP)

    def two_codes(self, ago=0):
        """Two consecutive codes to enable a device with: the last step's and this one's, or those of `ago` steps before.

        With `ago=1` two more codes are good at once, else one.
        """
        now = self._now() - ago
        self.last = now
        return self.code_of(now - 1), self.code_of(now)

    def code(self):
        """A code that was not shown before: this step's, or the next one's if this one's is used."""
        self.last = max(self.last + 1, self._now())
        return self.code_of(self.last)

    def used_code(self):
        """The code that was shown last."""
        return self.code_of(self.last)

    def wrong_code(self):
        """A code of no step nearby."""
        now = self._now()
        near = {self.code_of(step) for step in range(now - 25, now + 26)}
        return next(code for code in (f"{n:06}" for n in range(1_000_000)) if code not in near)
