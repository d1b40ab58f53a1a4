"""No secret where others see it: in command lines and process titles, in logs, in files, in what errors say.

A person's day with every command that has to do with credentials, at a server that logs all it can. Secrets are read
off the wire: between the two is a recorder, which also looks at all processes of the machine while each request is on its way.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

import pexpect
import pytest

from authenticator import Authenticator
from aws_names import Player, PlayerHandler
from test_tools import BROWSER
from toolchains import require

SIGN_IN_TOKEN = "sign-in+token/of_this_test="

# what begins a program, names a process or thread, or opens a file
CALLS = "trace=execve,execveat,prctl,openat,open"

# each step of the day that uses credentials
STEPS = [
    "mfa enroll",
    "session",
    "session, code from the environment",
    "session, code from a program",
    "whoami",
    "assume",
    "exec",
    "env",
    "credential-process",
    "serve-credentials",
    "console",
    "console --open",
    "mfa list",
    "mfa resync",
    "mfa remove",
    "doctor",
    "key rotate",
]


class Recorder(PlayerHandler):
    """Passes requests on, keeps what was said and how all processes were called meanwhile, and may change answers."""

    def pass_on(self, body):
        self.server.titles |= titles()
        status, text = super().pass_on(body)
        self.server.titles |= titles()
        self.server.said.append((dict(self.headers), body.decode(), text.decode()))
        return status, self.server.change(text)


def titles():
    """Command line and name of each thread of each process."""
    found = set()
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            found.add((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            found |= {file.read_text() for file in process.glob("task/*/comm")}
        except (FileNotFoundError, ProcessLookupError):
            # it ended meanwhile
            pass
    return found


class Day:
    """Everything that was done, said and shown."""

    def __init__(self, new_person, start_server, directory):
        options = ("--root-key", "--account-id", "111122223333", "--log", "json", "--log-filter", "trace")
        self.directory = directory
        self.server = start_server(*options)
        self.recorder = Player(lambda *_: None, behind=self.server.endpoint)
        self.recorder.RequestHandlerClass = Recorder
        self.recorder.said, self.recorder.titles, self.recorder.change = [], set(), lambda text: text
        self.new_person = new_person
        self.people, self.codes, self.further, self.traces, self.shown = [], set(), set(), {}, {}
        self.federation = Player(self.sign_in)

    def sign_in(self, method, path, headers, body):
        self.recorder.titles |= titles()
        if "getSigninToken" in path:
            return 200, json.dumps({"SigninToken": SIGN_IN_TOKEN})
        return 200, "welcome"

    def person(self, name):
        person = self.new_person(self.directory / name, self.server)
        person.write_config("", endpoint=self.recorder.url)
        self.people.append(person)
        return person

    def enable_device(self, person):
        person.enable_device()
        person.write_config("", endpoint=self.recorder.url)
        self.further.add(person.device.seed)

    def traced(self, step, words):
        self.traces[step] = self.directory / f"{step}.trace"
        options = ["-f", "-qq", "--seccomp-bpf", "-s", "100000", "-e", CALLS, "-e", "signal=none"]
        return ["strace", *options, "-o", str(self.traces[step]), *map(str, words)]

    def run(self, step, person, *words, status=0, **variables):
        ended = subprocess.run(
            self.traced(step, [person.binary, *words]),
            env=person.environment(**variables),
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert ended.returncode == status, (step, ended.stderr)
        self.shown[step] = ended.stderr
        return ended.stdout

    def dialogue(self, step, person, *words, answers):
        terminal = person.at_terminal(*self.traced(step, [person.binary, *words]))
        for question, answer in answers:
            terminal.expect_exact(question)
            terminal.sendline(answer)
            self.codes.add(answer)
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == 0, (step, terminal.before)

    def secrets(self):
        """All that was ever secret, but for codes, which are short."""
        found = {SIGN_IN_TOKEN, urllib.parse.quote(SIGN_IN_TOKEN, safe=""), self.server.credentials()[1], *self.further}
        found |= {person.secret for person in self.people}
        for headers, _, answer in self.recorder.said:
            found |= set(re.findall(r"<(?:SecretAccessKey|SessionToken|QRCodePNG)>([^<]+)<", answer))
            found |= {base64.b64decode(seed).decode() for seed in re.findall(r"<Base32StringSeed>([^<]+)<", answer)}
            found |= {value for name, value in headers.items() if name.lower() == "x-amz-security-token"}
        return found

    def all_codes(self):
        found = set(self.codes)
        for _, body, _ in self.recorder.said:
            found |= set(re.findall(r"(?:TokenCode|AuthenticationCode[12])=([^&]*)", body))
        return found

    def leaks(self, text, codes=True):
        """The kinds of what is in it."""
        found = [f"{secret[:6]}…" for secret in self.secrets() if secret in text]
        # not a part of a number or of the time
        codes = [code for code in self.all_codes() if codes and re.search(rf"(?<![\w.]){code}(?![\w.])", text)]
        return found + codes

    def live(self):
        ana = self.person("ana")
        seed, png = self.directory / "seed", self.directory / "code.png"
        self.run("mfa enroll", ana, "mfa", "enroll", "-p", "ana", "--seed-file", seed, "--png", png)
        ana.device = Authenticator.from_png(png.read_bytes())
        # enabling took this one's
        ana.device.last = ana.device._now()
        ana.serial = f"arn:aws:iam::111122223333:mfa/{ana.name}"
        role = ana.create_role()
        ana.write_config(
            f"[profile admin]\nrole_arn = {role}\nsource_profile = ana\nendpoint_url = {self.recorder.url}\n",
            endpoint=self.recorder.url,
        )
        self.dialogue("session", ana, "session", "-v", "-p", "ana", answers=[("MFA code for", ana.device.code())])
        self.run("whoami", ana, "whoami", "admin", "-v")
        self.run("assume", ana, "assume", role, "-p", "ana", "-v", "--session-name", "mine")
        self.run("exec", ana, "exec", "admin", "-v", "--", "sh", "-c", "env >/dev/null; cat /proc/$$/cmdline")
        self.run("env", ana, "env", "admin", "-v")
        self.run("credential-process", ana, "credential-process", "ana", "-v")
        # the program that serves is its parent
        look = "cat /proc/$PPID/cmdline /proc/$PPID/task/*/comm >&2; env"
        variables = self.run("serve-credentials", ana, "serve-credentials", "admin", "-v", "--", "sh", "-c", look)
        self.further.add(re.search("^AWS_CONTAINER_AUTHORIZATION_TOKEN=(.+)$", variables, re.M).group(1))
        console = ["console", "admin", "-v", "--federation", f"{self.federation.url}/federation"]
        self.run("console", ana, *console)
        browser = self.directory / "browser"
        browser.write_text(BROWSER.format(python=sys.executable, log=str(self.directory / "browser.log")))
        browser.chmod(0o755)
        self.run("console --open", ana, *console, "--open", BROWSER=str(browser))
        self.run("mfa list", ana, "mfa", "list", "-p", "ana", "-v")
        self.run("doctor", ana, "doctor", "-p", "admin", "-v")
        self.run("key rotate", ana, "key", "rotate", "-p", "ana", "-v")
        # codes that come in other ways, each for a user whose device has not been used
        bob = self.person("bob")
        self.enable_device(bob)
        code = bob.device.code()
        self.codes.add(code)
        self.run("session, code from the environment", bob, "session", "-p", "ana", "-v", OSTIARY_MFA_CODE=code)
        self.run("mfa remove", bob, "mfa", "remove", bob.serial, "-p", "ana", "-v")
        eve = self.person("eve")
        self.enable_device(eve)
        file = self.directory / "code"
        file.write_text(eve.device.code())
        self.run("session, code from a program", eve, "session", "-p", "ana", "-v", "--mfa-process", f"cat {file}")
        joe = self.person("joe")
        self.enable_device(joe)
        now = joe.device._now()
        answers = [
            ("First code: ", joe.device.code_of(now + 1)),
            ("The code after it (wait for it): ", joe.device.code_of(now + 2)),
        ]
        self.dialogue("mfa resync", joe, "mfa", "resync", "-p", "ana", "-v", answers=answers)
        return self

    def end(self):
        for player in (self.recorder, self.federation):
            player.shutdown()
            player.server_close()


@pytest.fixture(scope="module")
def day(new_person, start_server, tmp_path_factory):
    require(shutil.which("strace"), "strace")
    require(shutil.which("xdg-open"), "xdg-open")
    made = Day(new_person, start_server, tmp_path_factory.mktemp("day"))
    try:
        yield made.live()
    finally:
        made.end()


def test_the_day_had_secrets(day):
    """Otherwise nothing could be found."""
    assert len(day.secrets()) > 20 and len(day.all_codes()) == 7
    assert all(len(secret) >= 20 for secret in day.secrets())
    assert all(re.fullmatch(r"\d{6}", code) for code in day.all_codes())
    assert sorted(day.traces) == sorted(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_not_in_command_lines_names_of_processes_or_names_of_files(day, step):
    trace = day.traces[step].read_text()
    assert str(day.people[0].binary) in trace and "execve(" in trace
    # the process that a line is of has a number too
    trace = re.sub(r"^\d+ +", "", trace, flags=re.M)
    assert day.leaks(trace) == []
    # no process is renamed
    assert not re.search(r"/comm\", O_(WRONLY|RDWR)|PR_SET_MM", trace)


def test_not_in_process_titles_while_requests_are_on_their_way(day):
    seen = "\n".join(day.recorder.titles)
    assert "ostiary" in seen and "key rotate -p ana" in seen and "--open" in seen
    assert day.leaks(seen) == []


def test_not_in_the_notes(day):
    """Of -v, and of the program that serves, what its child saw of it."""
    assert "serve-credentials" in day.shown["serve-credentials"]
    told = "\n".join(day.shown.values())
    assert "getting a session" in told and "trying AKIA" in told
    assert day.leaks(told) == []


def test_not_in_the_servers_log(day):
    log = day.server.read_log()
    # at its most talkative: a line for each request is the least of it
    assert log.count('"message":"answered"') > 20, log[:2000]
    assert day.leaks(log) == []
    for _, body, _ in day.recorder.said:
        assert not body or body not in log


def test_not_in_the_servers_files(day):
    for file in day.server.data.rglob("*"):
        # made for the operator: the root user's key
        if file.is_file() and file.suffix != ".credentials":
            assert day.leaks(file.read_bytes().decode("latin-1"), codes=False) == [], file


def test_not_in_files_of_the_home_directory(day):
    """Sealed in the cache, and nowhere else; but for the page that a browser is sent to, which is the user's alone."""
    pages = 0
    for person in day.people:
        for path in person.home.rglob("*"):
            ours = path.relative_to(person.home).parts[0] != ".aws"
            if ours or path.name == "credentials" and person is day.people[0]:
                wanted = 0o700 if path.is_dir() else 0o600
                # what is above ostiary's own is shared with others
                shared = path.name in (".cache", ".local", "state")
                # in a lock there is nothing to read
                empty = path.suffix == ".lock" and path.stat().st_size == 0
                assert shared or empty or path.stat().st_mode & 0o777 == wanted, (path, oct(path.stat().st_mode))
            if path.is_file() and path.name not in ("credentials", "sign-in.html"):
                assert day.leaks(path.read_bytes().decode("latin-1"), codes=False) == [], path
            pages += path.name == "sign-in.html"
    assert pages == 1
    for name in ("seed", "code.png"):
        assert (day.directory / name).stat().st_mode & 0o777 == 0o600


NOISY = {"RUST_BACKTRACE": "full", "RUST_LOG": "trace"}


@pytest.fixture
def zoe(day, request):
    """A user who has a device, and bad luck."""
    made = day.person(f"zoe-{len(day.people)}")
    day.enable_device(made)
    yield made
    day.recorder.answer, day.recorder.change = lambda *_: None, lambda text: text
    day.federation.answer = day.sign_in


def session(day, zoe):
    code = zoe.device.code()
    day.codes.add(code)
    return ["session", "-p", "ana", "-v", "--code", code]


def begun(day, zoe):
    assert zoe.run(*session(day, zoe)).returncode == 0


def wrong_code(day, zoe):
    day.codes.add(zoe.device.wrong_code())
    return ["session", "-p", "ana", "-v", "--code", zoe.device.wrong_code()]


def half_a_code(day, zoe):
    return ["session", "-p", "ana", "-v", "--code", zoe.device.seed]


def no_endpoint(day, zoe):
    return [*session(day, zoe), "--endpoint", "http://127.0.0.1:1"]


def half_an_answer_about_a_device(day, zoe):
    day.recorder.change = lambda text: text[: text.index(b"</VirtualMFADevice>")] if b"<QRCodePNG>" in text else text
    zoe.serial = None
    zoe.write_config("", endpoint=day.recorder.url)
    return ["mfa", "enroll", "-v", "-p", "ana", "--name", f"{zoe.name}-2", "--seed-file", day.directory / f"{zoe.name}.seed"]


def no_place_for_the_picture(day, zoe):
    zoe.serial = None
    zoe.write_config("", endpoint=day.recorder.url)
    seed = day.directory / f"{zoe.name}.seed"
    return ["mfa", "enroll", "-v", "-p", "ana", "--name", f"{zoe.name}-2", "--seed-file", seed, "--png", "/dev/null/png"]


def half_an_answer_about_a_key(day, zoe):
    begun(day, zoe)
    day.recorder.change = lambda text: text[: text.index(b"</AccessKey>")] if b"<SecretAccessKey>" in text else text
    return ["key", "rotate", "-p", "ana", "-v"]


def a_new_key_that_does_not_work(day, zoe):
    begun(day, zoe)
    day.recorder.answer = lambda *request: (500, "<oops>") if b"GetCallerIdentity" in request[3] else None
    return ["key", "rotate", "-p", "ana", "-v"]


def a_line_that_is_none(day, zoe):
    zoe.credentials.write_text(f"[ana]\naws_access_key_id = {zoe.key_id}\naws_secret_access_key {zoe.secret}\n")
    return ["whoami", "ana", "-v"]


def half_a_key(day, zoe):
    zoe.credentials.write_text(f"[ana]\naws_secret_access_key = {zoe.secret}\n")
    return ["whoami", "ana", "-v"]


def a_process_that_prints_something_else(day, zoe):
    file = day.directory / "credentials.json"
    file.write_text(json.dumps({"Version": 1, "AccessKeyId": zoe.key_id, "SecretAccessKey": zoe.secret})[:-1])
    zoe.config.write_text(f"[profile odd]\ncredential_process = cat {file}\nregion = eu-west-1\n")
    return ["whoami", "odd", "-v"]


def a_seed_for_a_code(day, zoe):
    file = day.directory / "code-program"
    file.write_text(zoe.device.seed)
    return ["session", "-p", "ana", "-v", "--mfa-process", f"cat {file}"]


def a_seed_that_is_none(day, zoe):
    file = day.directory / "bad-seed"
    file.write_text(zoe.device.seed + "!")
    return ["totp", file, "-v"]


def a_federation_endpoint_that_repeats(day, zoe):
    begun(day, zoe)
    day.federation.answer = lambda method, path, headers, body: (400, urllib.parse.unquote(path))
    return ["console", zoe.create_role(), "-p", "ana", "-v", "--federation", f"{day.federation.url}/federation"]


def no_browser(day, zoe):
    begun(day, zoe)
    words = ["console", zoe.create_role(), "-p", "ana", "-v", "--federation", f"{day.federation.url}/federation"]
    return [*words, "--open"]


BAD_LUCK = [
    wrong_code,
    half_a_code,
    no_endpoint,
    half_an_answer_about_a_device,
    no_place_for_the_picture,
    half_an_answer_about_a_key,
    a_new_key_that_does_not_work,
    a_line_that_is_none,
    half_a_key,
    a_process_that_prints_something_else,
    a_seed_for_a_code,
    a_seed_that_is_none,
    a_federation_endpoint_that_repeats,
    no_browser,
]


@pytest.mark.parametrize("luck", BAD_LUCK, ids=lambda luck: luck.__name__.replace("_", " "))
def test_not_in_what_errors_say(day, zoe, luck):
    words = [str(word) for word in luck(day, zoe)]
    ended = zoe.run(*words, **NOISY, **({"PATH": "/nowhere"} if luck is no_browser else {}))
    assert ended.returncode in (1, 4) and ended.stdout == "", (ended.stdout, ended.stderr)
    assert "error: " in ended.stderr and "panicked" not in ended.stderr
    assert day.leaks(ended.stderr) == []


@pytest.mark.parametrize(("member", "end"), [("SecretAccessKey", 28), ("SessionToken", 0), ("SessionToken", 28), ("Expiration", 0)])
def test_not_in_what_is_said_of_half_a_session(day, zoe, member, end):
    day.recorder.change = lambda text: text[: text.index(f"<{member}>".encode()) + end]
    ended = zoe.run(*session(day, zoe), **NOISY)
    assert "getting a session\n" in ended.stderr and "panicked" not in ended.stderr
    told = ended.stdout + ended.stderr
    # half a secret is one too
    assert [secret for secret in day.secrets() if secret[:12] in told] == [] and day.leaks(told) == []


def test_not_in_what_is_said_where_nothing_can_be_printed(day, zoe):
    """A full disk, a reader that went away."""
    begun(day, zoe)
    seed = day.directory / f"{zoe.name}.seed"
    seed.write_text(zoe.device.seed)
    console = ["console", zoe.create_role(), "-p", "ana", "--federation", f"{day.federation.url}/federation"]
    gone, closed = os.pipe()
    os.close(gone)
    with open("/dev/full", "wb") as full, os.fdopen(closed, "wb") as nobody:
        for words in (["env", "ana"], ["credential-process", "ana"], ["totp", seed], console):
            for stdout in (full, nobody):
                ended = subprocess.run(
                    [zoe.binary, *words, "-v"],
                    env=zoe.environment(**NOISY),
                    stdout=stdout,
                    stderr=subprocess.PIPE,
                    text=True,
                    timeout=60,
                )
                assert day.leaks(ended.stderr) == []
                codes = [zoe.device.code_of(zoe.device._now() + step) for step in (-1, 0, 1)]
                assert not [code for code in codes if code in ended.stderr]


def test_not_in_help(day, zoe):
    """A value of the environment is no default to be shown."""
    shown = zoe.run("session", "--help", OSTIARY_MFA_CODE="987654").stdout
    assert "OSTIARY_MFA_CODE" in shown and "987654" not in shown
