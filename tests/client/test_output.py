"""Each command's output, word for word: results, notes, errors with their hints, and dialogues at the terminal.

What differs from run to run stands as a name, such as <KEY>. After a change on purpose:
UPDATE_OUTPUT=1 pytest tests/client/test_output.py
"""

import difflib
import json
import os
import pathlib
import re
import shlex
import subprocess

import pexpect
import pytest

from authenticator import Authenticator
from aws_names import Player
from test_help import COMMANDS

SHOWN = pathlib.Path(__file__).parent / "output"

# nothing listens on the port of tcpmux
NOWHERE = "http://127.0.0.1:1"

MANNERS = [[], ["--json"], ["-v"], ["-q"]]

VARIABLE = [
    (r"(?<==)[0-9a-f]{12}(?=[,\n\"])", "<HASH>"),
    (r"\x1b\[[0-9;?]*[a-zA-Z]", ""),
    (r"[▀▄█ \n]*▀[▀▄█ \n]*\n", "<QR>\n"),
    (r"AKIA[A-Z2-7]{16}", "<NEW KEY>"),
    (r"ASIA[A-Z2-7]{16}", "<SESSION KEY>"),
    (r"\bA(?:ID|RO)A[A-Z2-7]{17}\b", "<UNIQUE ID>"),
    (r"\b[A-Z2-7]{64}\b", "<SEED>"),
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", "<TIME>"),
    # a minute may pass between
    (r"\b(?:\d+ h )?\d+ min\b|\b\d+ h\b", "<LEFT>"),
    # columns are as wide as what stood there
    (r"(?<=LEFT) {2,}|(?<=<LEFT>) {2,}", "  "),
    (r"\b\d+ s from the server", "<N> s from the server"),
    (r'"seconds_left":\d+', '"seconds_left":<N>'),
    (r"http://127\.0\.0\.1:\d{2,}/credentials", "<CONTAINER ENDPOINT>"),
    (r"(?<![\w-])[\w-]{43}(?![\w-])", "<CONTAINER TOKEN>"),
    # not the seconds of a duration
    (r"\b\d{6}\b(?! s\b)", "<CODE>"),
]


class Screen:
    """Commands as a person types them, and their output."""

    def __init__(self, person, directory):
        self.person, self.directory, self.text = person, directory, ""
        self.names = {
            str(directory): "<TMP>",
            str(person.home): "<HOME>",
            str(person.binary): "<OSTIARY>",
            person.server.endpoint: "<ENDPOINT>",
            person.name: "<USER>",
            person.key_id: "<KEY>",
            person.secret: "<SECRET>",
        }

    def role(self, name="<ROLE>", **more):
        arn = self.person.create_role(**more)
        self.names[arn.rsplit("/", 1)[1]] = name
        return arn

    def admin_profile(self, **more):
        arn = self.role(**more)
        self.person.write_config(f"[profile admin]\nrole_arn = {arn}\nsource_profile = ana\nPLACE\n")
        return arn

    def learn(self, target):
        """Secrets that the next command will print."""
        ended = self.person.run("env", target, "--format", "json")
        given = json.loads(ended.stdout)
        self.names[given["AWS_SECRET_ACCESS_KEY"]] = "<SECRET>"
        self.names[given["AWS_SESSION_TOKEN"]] = "<TOKEN>"

    def session(self):
        """An MFA session, unseen."""
        ended = self.person.run("session", "-p", "ana", "--code", self.person.device.code())
        assert ended.returncode == 0, ended.stderr
        return self

    def typed(self, words, variables=None):
        before = "".join(f"{name}={shlex.quote(value)} " for name, value in (variables or {}).items())
        return f"$ {before}ostiary {shlex.join(map(str, words))}\n"

    def add(self, text):
        """Keeps it, with names in the place of what differs."""
        for value, name in sorted(self.names.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(value, name)
        for pattern, name in VARIABLE:
            text = re.sub(pattern, name, text)
        self.text += text

    def run(self, *words, stdin=None, first_line=False, **variables):
        ended = subprocess.run(
            [self.person.binary, *map(str, words)],
            env=self.person.environment(**variables),
            input=stdin or "",
            capture_output=True,
            text=True,
            timeout=60,
            cwd=self.directory,
            start_new_session=True,
        )
        stdout = ended.stdout.split("\n", 1)[0] + "\n…\n" if first_line else ended.stdout
        self.ended(words, stdout, ended.stderr, ended.returncode, **variables)

    def ended(self, words, stdout, stderr, status, **variables):
        shown = self.typed(words, variables)
        for stream, text in (("stdout", stdout), ("stderr", stderr)):
            if text:
                shown += f"--- {stream}\n{text}" + ("" if text.endswith("\n") else "\n(no newline)\n")
        self.add(f"{shown}--- exit {status}\n\n")

    def dialogue(self, *words, answers, **variables):
        """At a terminal: each answer is typed when its question is shown."""
        # a spinner shows when something takes long, and only then
        terminal = self.person.at_terminal(self.person.binary, *words, **{"TERM": "dumb", **variables})
        terminal.setwinsize(80, 200)
        seen = ""
        for question, answer in answers:
            terminal.expect_exact(question)
            seen += terminal.before + terminal.after
            if answer is None:
                terminal.sendeof()
            else:
                terminal.sendline(answer(seen) if callable(answer) else answer)
        terminal.expect(pexpect.EOF)
        seen += terminal.before
        terminal.close()
        self.add(f"{self.typed(words)}--- terminal\n{seen.replace(chr(13), '')}--- exit {terminal.exitstatus}\n\n")


@pytest.fixture
def check(request):
    """Compares at the end of the test with the file of the test's name."""
    screens, failed = [], request.session.testsfailed
    yield screens.append
    if request.session.testsfailed > failed:
        return
    shown = "".join(screen.text for screen in screens).rstrip("\n") + "\n"
    file = SHOWN / f"{file_name(request.node.name)}.txt"
    if os.environ.get("UPDATE_OUTPUT"):
        SHOWN.mkdir(exist_ok=True)
        file.write_text(shown)
    there = file.read_text() if file.exists() else ""
    if shown != there:
        lines = difflib.unified_diff(there.splitlines(), shown.splitlines(), file.name, "shown now", lineterm="")
        pytest.fail("\n".join(lines), pytrace=False)


def file_name(test):
    return test.removeprefix("test_").replace("_", "-")


@pytest.fixture
def screen(ana, tmp_path, check):
    """Of a user without a device."""
    made = Screen(ana, tmp_path)
    check(made)
    return made


@pytest.fixture
def guarded_screen(guarded, tmp_path, check):
    """Of a user with a device."""
    made = Screen(guarded, tmp_path)
    check(made)
    return made


@pytest.fixture
def session_screen(guarded_screen):
    """Of a user with an MFA session."""
    return guarded_screen.session()


def test_session(guarded_screen):
    code = guarded_screen.person.device.code()
    guarded_screen.run("session", "-p", "ana", "--code", code)
    guarded_screen.run("session", "-p", "ana")
    guarded_screen.run("session", "-p", "ana", "--json")
    guarded_screen.run("session", "-p", "ana", "-v")
    guarded_screen.run("session", "-p", "ana", "-q")
    guarded_screen.run("session", "-p", "ana", "--code", code, "--fresh")


def test_session_verbose(guarded_screen):
    guarded_screen.run("session", "-p", "ana", "--code", guarded_screen.person.device.code(), "-v")


def test_session_quiet(guarded_screen):
    guarded_screen.run("session", "-p", "ana", "--code", guarded_screen.person.device.code(), "-q")


def test_session_finds_the_device(guarded_screen):
    guarded_screen.person.serial = None
    guarded_screen.person.write_config("")
    guarded_screen.run("session", "-p", "ana", "--code", guarded_screen.person.device.code(), "-v")


def test_session_at_the_prompt(guarded_screen):
    device = guarded_screen.person.device
    answers = [("MFA code for", "12345"), ("MFA code for", device.wrong_code()), ("MFA code for", device.code())]
    guarded_screen.dialogue("session", "-p", "ana", answers=answers)


def test_session_given_up(guarded_screen):
    guarded_screen.dialogue("session", "-p", "ana", answers=[("MFA code for", None)])
    wrong = guarded_screen.person.device.wrong_code()
    guarded_screen.dialogue("session", "-p", "ana", answers=[("MFA code for", "no")] * 3)
    guarded_screen.dialogue("session", "-p", "ana", answers=[("MFA code for", wrong)] * 3)


def test_session_errors(guarded_screen):
    screen, device = guarded_screen, guarded_screen.person.device
    ana = ("session", "-p", "ana")
    for code in ("12345", "12345x", ""):
        screen.run(*ana, "--code", code)
    screen.run(*ana, "--code", device.wrong_code())
    screen.run(*ana, "--code", device.used_code())
    screen.run(*ana, "--code", device.wrong_code(), "-q")
    screen.run(*ana, OSTIARY_MFA_CODE="12345")
    for serial in ("arn:aws:iam::111122223333:mfa/nobody", "GAHT12345678", "x y"):
        screen.run(*ana, "--mfa-serial", serial, "--code", device.wrong_code())
    for duration in ("14m", "37h", "soon", ""):
        screen.run(*ana, "--duration", duration)
    screen.run(*ana, "--region", "eu west")
    screen.run(*ana, "--endpoint", "localhost:1")
    screen.run(*ana, "--no-prompt")


def test_session_with_a_program_for_codes(guarded_screen):
    screen = guarded_screen
    for program in ("false", "true", "echo no code", "sh -c 'echo too bad >&2; exit 3'", "/no/such/program", "'open", ""):
        screen.run("session", "-p", "ana", "--mfa-process", program)
    screen.run("session", "-p", "ana", "--mfa-process", f"echo {screen.person.device.code()}")


def test_no_code_is_asked_for_in_vain(guarded_screen):
    """A refusal comes before anything is done."""
    guarded_screen.run("assume", "ana")
    guarded_screen.run("console", "ana")


def test_session_without_a_device(screen):
    screen.run("session", "-p", "ana")
    screen.run("session", "-p", "ana", "--code", "123456", "-v")


# each command that reads a profile, as its shortest
ON_A_PROFILE = {
    "session": ["session", "-p"],
    "assume": ["assume"],
    "whoami": ["whoami"],
    "exec": ["exec", "PROFILE", "--", "true"],
    "env": ["env"],
    "credential-process": ["credential-process"],
    "serve-credentials": ["serve-credentials", "PROFILE", "--", "true"],
    "console": ["console"],
    "mfa enroll": ["mfa", "enroll", "-p"],
    "mfa list": ["mfa", "list", "-p"],
    "mfa resync": ["mfa", "resync", "-p"],
    "mfa remove": ["mfa", "remove", "SERIAL", "-p"],
    "key rotate": ["key", "rotate", "-p"],
    "doctor": ["doctor", "-p"],
}


def on(command, profile, serial):
    words = [{"PROFILE": profile, "SERIAL": serial}.get(word, word) for word in ON_A_PROFILE[command]]
    return words if profile in words else [*words, profile]


def before_dashes(words, *more):
    at = words.index("--") if "--" in words else len(words)
    return [*words[:at], *more, *words[at:]]


def test_no_such_profile(guarded_screen):
    for command in ON_A_PROFILE:
        guarded_screen.run(*on(command, "nobody", guarded_screen.person.serial))


def test_no_keys_in_the_profile(screen):
    screen.person.write_config("[profile empty]\nPLACE\n")
    for command in ON_A_PROFILE:
        screen.run(*on(command, "empty", "arn:aws:iam::111122223333:mfa/x"))


def test_nobody_to_ask(guarded_screen):
    guarded_screen.admin_profile()
    for command in ON_A_PROFILE:
        profile = "admin" if command in ("assume", "console") else "ana"
        guarded_screen.run(*on(command, profile, guarded_screen.person.serial))


def test_an_endpoint_that_does_not_answer(guarded_screen):
    guarded_screen.admin_profile()
    for command in ON_A_PROFILE:
        profile = "admin" if command in ("assume", "console") else "ana"
        words = on(command, profile, guarded_screen.person.serial)
        guarded_screen.run(*before_dashes(words, "--endpoint", NOWHERE, "--code", "123456"))


def test_a_key_that_is_not_known(screen):
    screen.person.credentials.write_text(f"[ana]\naws_access_key_id = AKIA{'A' * 16}\naws_secret_access_key = x\n")
    for command in ON_A_PROFILE:
        screen.run(*on(command, "ana", "arn:aws:iam::111122223333:mfa/x"))


def test_an_endpoint_that_is_something_else(guarded_screen):
    """A web server that knows nothing of AWS."""
    player = Player(lambda *_: (200, "<html>welcome</html>"))
    guarded_screen.names[player.url] = "<ENDPOINT>"
    try:
        for words in (["session", "-p", "ana", "--code", "123456"], ["mfa", "list", "-p", "ana"], ["doctor", "-p", "ana"]):
            guarded_screen.run(*words, "--endpoint", player.url)
    finally:
        player.shutdown()
        player.server_close()


def test_assume(guarded_screen):
    screen = guarded_screen
    arn = screen.admin_profile()
    screen.run("assume", "admin", "--code", screen.person.device.code())
    screen.run("assume", "admin")
    screen.run("assume", "admin", "--json")
    screen.run("assume", "admin", "--fresh", "--no-prompt")
    screen.run("assume", arn, "-p", "ana", "-v", "--session-name", "mine")
    screen.run("assume", arn, "-p", "ana", "-q", "--session-name", "other")


def test_assume_verbose(guarded_screen):
    guarded_screen.admin_profile()
    guarded_screen.run("assume", "admin", "--code", guarded_screen.person.device.code(), "-v")


def test_assume_errors(session_screen):
    screen = session_screen
    person = screen.person
    arn = screen.role(mfa=False)
    trust = {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    person.admin_iam.update_assume_role_policy(RoleName=arn.rsplit("/", 1)[1], PolicyDocument=document)
    screen.run("assume", arn, "-p", "ana")
    screen.run("assume", "arn:aws:iam::111122223333:role/nobody", "-p", "ana")
    screen.run("assume", "arn:aws:s3:::bucket", "-p", "ana")
    screen.run("assume", "ana")
    screen.run("assume", "ana", "-p", "ana")
    screen.run("assume")
    other = screen.role("<OTHER ROLE>")
    screen.run("assume", other, "-p", "ana", "--duration", "2h")
    screen.run("assume", other, "-p", "ana", "--duration", "13h")
    plain = screen.role("<PLAIN ROLE>", mfa=False)
    key = {"AWS_ACCESS_KEY_ID": person.key_id, "AWS_SECRET_ACCESS_KEY": person.secret}
    screen.run("assume", plain, "--duration", "2h", "--endpoint", person.server.endpoint, **key)
    first = f"[profile first]\nrole_arn = {plain}\nsource_profile = ana\nPLACE\n"
    person.write_config(f"{first}[profile second]\nrole_arn = {other}\nsource_profile = first\nduration_seconds = 28800\nPLACE\n")
    screen.run("assume", "second")
    person.write_config("")
    screen.run("assume", other, "-p", "ana", "--session-name", "not a name")
    screen.run("assume", other, "-p", "ana", "--policy", "{")
    screen.run("assume", other, "-p", "ana", "--policy", "@/no/such/file")
    screen.run("assume", other, "-p", "ana", "--tag", "team")
    screen.run("assume", other, "-p", "ana", "--tag", "team=a")


def test_profiles_that_are_wrong(screen):
    screen.person.write_config(
        "[profile loop]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = pool\n"
        "[profile pool]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = loop\n"
        "[profile sourceless]\nrole_arn = arn:aws:iam::111122223333:role/a\n"
        "[profile lost]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = nobody\n"
        "[profile half]\naws_access_key_id = AKIAHALF\n"
        "[profile process]\ncredential_process = sh -c 'echo too bad >&2; exit 3'\n"
        "[profile talker]\ncredential_process = echo welcome\n"
        "[profile missing]\ncredential_process = /no/such/program\n"
    )
    for profile in ("loop", "sourceless", "lost", "half", "process", "talker", "missing"):
        screen.run("whoami", profile)
    screen.person.config.write_text("nonsense\n[profile\n")
    screen.run("whoami", "ana")


def test_whoami(session_screen):
    screen = session_screen
    screen.admin_profile()
    for words in (["ana"], ["admin"], ["ana", "--json"], ["ana", "-v"], ["ana", "-q"], ["ana", "--tag", "a=b"]):
        screen.run("whoami", *words)


def test_whoami_without_mfa(screen):
    screen.run("whoami", "ana")
    screen.run("whoami", "-p", "ana", "--json")
    screen.run("whoami")
    key = {"AWS_ACCESS_KEY_ID": screen.person.key_id, "AWS_SECRET_ACCESS_KEY": screen.person.secret}
    screen.run("whoami", "--endpoint", screen.person.server.endpoint, "--region", "eu-west-1", **key)
    screen.run("whoami", AWS_PROFILE="ana")


def test_exec(session_screen):
    screen = session_screen
    screen.run("exec", "ana", "--", "echo", "done")
    screen.run("exec", "ana", "-v", "--", "sh", "-c", "exit 7")
    screen.run("exec", "ana", "-q", "--", "true")
    screen.run("exec", "ana", "--", "/no/such/program")
    screen.run("exec", "ana", "--", screen.directory)
    screen.run("exec", "ana", SHELL="/bin/echo")
    screen.run("exec", "ana", "echo", "done", "--json")
    screen.run("exec", "echo", "done")
    screen.run("exec", "-p", "ana", "echo", "done")
    screen.run("exec", "anna", "--", "echo", "done")
    screen.run("exec", "ana", "--fresh", "--no-prompt", "--", "true")


def test_env(session_screen):
    session_screen.learn("ana")
    for form in ("bash", "fish", "powershell", "cmd", "dotenv", "json", "csh"):
        session_screen.run("env", "ana", "--format", form)
    for words in (["--json"], ["-v"], ["-q"]):
        session_screen.run("env", "ana", *words)


def test_credential_process(session_screen):
    session_screen.learn("ana")
    for words in ([], ["--json"], ["-v"], ["-q"], ["--fresh", "--no-prompt"]):
        session_screen.run("credential-process", "ana", *words)


def test_credential_process_of_a_long_term_key(screen):
    screen.run("credential-process", "ana")


def test_serve_credentials(session_screen):
    screen = session_screen
    names = "env | grep -o '^AWS_CONTAINER[A-Z_]*' | sort"
    screen.run("serve-credentials", "ana", "--", "sh", "-c", names)
    screen.run("serve-credentials", "ana", "-v", "--", "sh", "-c", "exit 5")
    screen.run("serve-credentials", "ana", "-q", "--", "sh", "-c", "kill -TERM $$")
    screen.run("serve-credentials", "ana", "--", "/no/such/program")
    with screen.person.credentials.open("a") as file:
        file.write("[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = x\n")
    screen.run("serve-credentials", "ana", "--", "true")
    screen.run("serve-credentials", "ana", "-q", "--", "true")


def test_serve_credentials_alone(session_screen):
    """The lines that it prints, and its end by a signal."""
    person, pipe = session_screen.person, subprocess.PIPE
    for form in ("bash", "json"):
        words = ["serve-credentials", "ana", "--format", form]
        server = subprocess.Popen([person.binary, *words], env=person.environment(), stdout=pipe, stderr=pipe)
        # everything is written at once
        shown = os.read(server.stdout.fileno(), 65536).decode()
        server.terminate()
        rest, told = server.communicate(timeout=30)
        assert rest == b""
        session_screen.ended(words, shown, told.decode(), server.returncode)


def test_configure(session_screen):
    screen = session_screen
    screen.run("configure", "ana-mfa", "--source", "ana")
    screen.run("configure", "ana-json", "--source", "ana", "--json")
    screen.run("configure", "--list")
    screen.run("configure", "--list", "--json")
    screen.run("configure", "ana-v", "--source", "ana", "-v")
    screen.run("configure", "ana-q", "--source", "ana", "-q")
    screen.add("--- config\n" + screen.person.config.read_text())


def test_configure_errors(screen):
    screen.admin_profile()
    for words in (
        ["ana-mfa", "--source", "nobody"],
        ["ana", "--source", "ana"],
        ["ana-mfa"],
        ["--source", "ana"],
        [],
        ["a]b", "--source", "ana"],
        ["", "--source", "ana"],
        ["two words", "--source", "ana"],
        ["admin", "--source", "ana"],
        ["x", "--list"],
        ["a\n[b", "--source", "ana"],
    ):
        screen.run("configure", *words)
    screen.run("configure", "x", "--source", "ana", AWS_CONFIG_FILE="/dev/null/config")
    screen.add("--- config\n" + screen.person.config.read_text())


def test_mfa_enroll_at_the_prompt(screen):
    phones = []

    def first(seen):
        seed = re.search(r"type it in: ([A-Z2-7]{64})", seen).group(1)
        phones.append(Authenticator(f"otpauth://totp/x?secret={seed}"))
        phones.extend(phones[0].two_codes())
        return phones[1]

    answers = [
        ("First code: ", first),
        ("The code after it (wait for it): ", lambda _: phones[1]),
        ("The code after it (wait for it): ", lambda _: phones[2]),
    ]
    screen.dialogue("mfa", "enroll", "-p", "ana", answers=answers)
    screen.add("--- config\n" + screen.person.config.read_text())


def test_mfa_enroll_given_up(screen):
    two = [("First code: ", "000000"), ("The code after it (wait for it): ", "000001")]
    screen.dialogue("mfa", "enroll", "-p", "ana", answers=two * 3)
    screen.dialogue("mfa", "enroll", "-p", "ana", answers=[("First code: ", None)])
    screen.dialogue("mfa", "enroll", "-p", "ana", "-q", answers=[("First code: ", "x")] * 3)


def test_mfa_enroll_by_seed_file(screen):
    for n, flags in enumerate(MANNERS):
        name = ["--name", f"{screen.person.name}-{n}"] if n else []
        files = ["--seed-file", screen.directory / f"seed-{n}", "--png", screen.directory / f"code-{n}.png"]
        screen.run("mfa", "enroll", "-p", "ana", *name, *files, *flags)
        # the next one is not asked for a code of this one
        screen.person.write_config("")


def test_mfa_enroll_errors(guarded_screen):
    screen, person = guarded_screen, guarded_screen.person
    person.serial = None
    person.write_config("")
    seed = screen.directory / "seed"
    enroll = ["mfa", "enroll", "-p", "ana"]
    screen.run(*enroll)
    # the user's device has this name
    screen.run(*enroll, "--seed-file", seed)
    screen.run(*enroll, "--seed-file", seed, "--name", "no name")
    screen.run(*enroll, "--seed-file", "/dev/null/seed", "--name", f"{person.name}-2")
    screen.run(*enroll, "--seed-file", seed, "--png", "/dev/null/png", "--name", f"{person.name}-2")
    seed.write_text("another")
    screen.run(*enroll, "--seed-file", seed, "--name", f"{person.name}-2")
    screen.run("mfa", "enroll", AWS_ACCESS_KEY_ID="x")
    person.admin_iam.delete_user_policy(UserName=person.name, PolicyName="self")
    screen.run(*enroll, "--seed-file", screen.directory / "seed-2", "--name", f"{person.name}-2")


def test_mfa_list(guarded_screen):
    for words in ([], ["--json"], ["-v"], ["-q"]):
        guarded_screen.run("mfa", "list", "-p", "ana", *words)
    guarded_screen.person.admin_iam.delete_user_policy(UserName=guarded_screen.person.name, PolicyName="self")
    guarded_screen.run("mfa", "list", "-p", "ana")


def test_mfa_list_of_nothing(screen):
    screen.run("mfa", "list", "-p", "ana")
    screen.run("mfa", "list", "-p", "ana", "--json")


def test_mfa_resync(guarded_screen):
    device = guarded_screen.person.device
    for n, flags in enumerate(MANNERS):
        first = device._now() + 2 * n + 1
        answers = [
            ("First code: ", device.code_of(first)),
            ("The code after it (wait for it): ", device.code_of(first + 1)),
        ]
        guarded_screen.dialogue("mfa", "resync", "-p", "ana", *flags, answers=answers)


def test_mfa_resync_errors(guarded_screen):
    screen = guarded_screen
    two = [("First code: ", "000000"), ("The code after it (wait for it): ", "000001")]
    screen.dialogue("mfa", "resync", "-p", "ana", answers=two * 3)
    screen.run("mfa", "resync", "arn:aws:iam::111122223333:mfa/nobody", "-p", "ana")
    screen.run("mfa", "resync", "-p", "ana", "--code", "123456")
    screen.run("mfa", "resync", "-p", "ana", "--no-prompt")


def test_mfa_resync_without_a_device(screen):
    screen.run("mfa", "resync", "-p", "ana")


def test_mfa_remove(guarded_screen):
    screen, person = guarded_screen, guarded_screen.person
    code = person.device.code()
    screen.run("mfa", "remove", person.serial, "-p", "ana", "--code", code, "-v")
    # the session is there now, and a device that is not enabled is deleted all the same
    for flags in ([], ["--json"], ["-q"]):
        person.admin_iam.create_virtual_mfa_device(VirtualMFADeviceName=person.name)
        screen.run("mfa", "remove", person.serial, "-p", "ana", *flags)


def test_mfa_remove_errors(session_screen):
    screen, person = session_screen, session_screen.person
    screen.run("mfa", "remove", "-p", "ana")
    for serial in ("arn:aws:iam::111122223333:mfa/nobody", "GAHT12345678", "x"):
        screen.run("mfa", "remove", serial, "-p", "ana")
    person.admin_iam.delete_user_policy(UserName=person.name, PolicyName="self")
    screen.run("mfa", "remove", person.serial, "-p", "ana")


def test_mfa_unlock(guarded_screen):
    screen, person = guarded_screen, guarded_screen.person
    screen.names[str(person.server.data)] = "<DATA>"
    assert person.run("session", "-p", "ana", "--code", person.device.wrong_code()).returncode == 4
    for words in ([person.name], [person.serial], ["nobody"], [person.name, "--account", "999999999999"], []):
        screen.run("mfa", "unlock", *words, "--data", person.server.data)
    screen.run("mfa", "unlock", person.name, "--data", screen.directory)


def test_totp(screen):
    seed = screen.directory / "seed"
    seed.write_text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n")
    for words in ([], ["--next"], ["--json"], ["--step", "-1"], ["--at-least", "0", "-v"], ["-q"]):
        screen.run("totp", seed, *words)
    screen.run("totp", "-", stdin="otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")


def test_totp_errors(screen):
    screen.run("totp")
    screen.run("totp", "/no/such/file")
    screen.run("totp", screen.directory)
    screen.run("totp", "-")
    for text in ("not base32!", "GEZDGNBV", "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ", "\x89PNG\r\n\x1a\n"):
        screen.run("totp", "-", stdin=text)
    seed = screen.directory / "seed"
    seed.write_text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for words in (["--step", "x"], ["--at-least", "31"]):
        screen.run("totp", seed, *words)


def test_key_rotate(screen):
    person = screen.person
    for flags in MANNERS:
        screen.run("key", "rotate", "-p", "ana", *flags)
        (new,) = person.keys()
        assert f"aws_access_key_id = {new}\n" in person.credentials.read_text()
        screen.names[new] = "<KEY>"


def test_key_rotate_errors(screen):
    person = screen.person
    other = person.admin_iam.create_access_key(UserName=person.name)["AccessKey"]["AccessKeyId"]
    screen.names[other] = "<OTHER KEY>"
    screen.run("key", "rotate", "-p", "ana")
    person.admin_iam.delete_access_key(UserName=person.name, AccessKeyId=other)
    key = {"AWS_ACCESS_KEY_ID": person.key_id, "AWS_SECRET_ACCESS_KEY": person.secret}
    screen.run("key", "rotate", "--endpoint", person.server.endpoint, **key)
    screen.admin_profile(mfa=False)
    screen.run("key", "rotate", "-p", "admin")
    screen.person.write_config(f"[profile process]\ncredential_process = {person.binary} credential-process ana\nPLACE\n")
    screen.run("key", "rotate", "-p", "process")
    person.admin_iam.delete_user_policy(UserName=person.name, PolicyName="self")
    screen.run("key", "rotate", "-p", "ana")


@pytest.fixture
def federation():
    """AWS's federation endpoint, played: it gives the last of its answers."""
    answers = [(200, '{"SigninToken":"a+b/c="}')]
    player = Player(lambda *_: answers[-1])
    player.answers = answers
    yield player
    player.shutdown()
    player.server_close()


def test_console(session_screen, federation):
    screen = session_screen
    screen.admin_profile()
    screen.names[federation.url] = "<FEDERATION>"
    words = ["console", "admin", "--federation", f"{federation.url}/federation"]
    for more in ([], ["--json"], ["--destination", "https://console.example/?a=b"], ["-v"], ["-q"]):
        screen.run(*words, *more)


def test_console_errors(session_screen, federation):
    screen = session_screen
    screen.admin_profile()
    screen.names[federation.url] = "<FEDERATION>"
    words = ["--federation", f"{federation.url}/federation"]
    screen.run("console", "admin")
    for status, text in ((400, "no"), (200, "<html>"), (200, "{}")):
        federation.answers.append((status, text))
        screen.run("console", "admin", *words)
    screen.run("console", "admin", "--federation", f"{NOWHERE}/federation")
    screen.run("console", "admin", "--federation", "x")
    federation.answers.append((200, '{"SigninToken":"t"}'))
    screen.run("console", "admin", *words, "--destination", "not a URL")
    # for a machine without a browser
    screen.run("console", "admin", *words, "--open", PATH="/nowhere")


def test_console_of_a_key(screen, federation):
    screen.names[federation.url] = "<FEDERATION>"
    screen.run("console", "ana", "--federation", f"{federation.url}/federation")


def test_doctor(session_screen):
    screen = session_screen
    screen.admin_profile()
    for words in (["ana"], ["ana", "--json"], ["admin"], ["ana", "-v"], ["ana", "-q"]):
        screen.run("doctor", "-p", *words)
    screen.run("cache", "clear")
    screen.run("doctor", "-p", "admin")


def test_doctor_finds_something(guarded_screen):
    screen, person = guarded_screen, guarded_screen.person
    person.config.write_text(person.config.read_text().replace(person.serial, person.serial + "x"))
    screen.run("doctor", "-p", "ana")
    person.serial = None
    person.write_config("")
    screen.run("doctor", "-p", "ana")
    screen.run("doctor", "-p", "ana", "--endpoint", "localhost:1")
    person.admin_iam.delete_user_policy(UserName=person.name, PolicyName="self")
    screen.run("doctor", "-p", "ana")
    screen.run("doctor")


def test_cache(session_screen):
    screen = session_screen
    screen.admin_profile()
    assert screen.person.run("assume", "admin").returncode == 0
    for words in ([], ["--json"], ["-v"], ["-q"]):
        screen.run("cache", "list", *words)
    screen.run("cache", "clear", "-p", "nobody")
    screen.run("cache", "clear", "-p", "admin")
    screen.run("cache", "clear", "-v")
    screen.run("cache", "clear", "--json")
    screen.run("cache", "clear", "-q")
    screen.run("cache", "list")
    screen.run("cache", "list", "--json")


def test_cache_that_cannot_be_used(session_screen):
    screen = session_screen
    key = screen.person.home / ".local/state/ostiary/session-cache.key"
    kept = key.read_bytes()
    key.write_bytes(b"short")
    screen.run("cache", "list")
    screen.run("session", "-p", "ana")
    screen.run("cache", "clear")
    # what another key sealed is not there
    key.write_bytes(kept[::-1])
    screen.run("cache", "list")
    screen.run("session", "-p", "ana", "--no-prompt")
    screen.run("cache", "list", XDG_CACHE_HOME="/dev/null")


def test_completions(screen):
    for shell in ("bash", "zsh", "fish", "powershell"):
        screen.run("completions", shell, first_line=True)
    screen.run("completions", "tcsh")
    screen.run("completions")


def test_man(screen):
    screen.run("man", screen.directory / "man")
    screen.add("--- files\n" + "".join(f"{name}\n" for name in sorted(os.listdir(screen.directory / "man"))))
    screen.run("man", "/dev/null/man")
    screen.run("man")


def test_version(screen):
    """The commit is the one that the binary was built from, which the text cannot hold."""
    build = json.loads(subprocess.run([screen.person.binary, "version", "--json"], capture_output=True, check=True).stdout)
    screen.names |= {build["Commit"]: "<COMMIT>", build["Commit"][:12]: "<COMMIT>", build["Date"]: "<DATE>"}
    screen.run("version")
    screen.run("version", "--json")


def test_arguments_that_are_wrong(screen):
    for words in (["sesion"], ["mfa"], ["key"], ["cache"], ["mfa", "delete"], ["session", "ana"], ["session", "--profil", "ana"]):
        screen.run(*words)
    screen.run("session", "-q", "-v")


def golden():
    return sorted(SHOWN.glob("*.txt"))


def test_every_file_has_its_test():
    names = {file_name(name) for name in globals() if name.startswith("test_")}
    assert [file.name for file in golden() if file.stem not in names] == []


def test_every_command_is_here():
    """A command whose output is in no file would change unseen. test_help.py asks the program for all commands."""
    lines = [line for file in golden() for line in file.read_text().splitlines() if line.startswith("$ ")]
    typed = [line.split("ostiary ", 1)[1] + " " for line in lines]
    assert [command for command in COMMANDS if not any(line.startswith(f"{command} ") for line in typed)] == []


def test_no_file_holds_a_secret():
    """Text that looks like a key, a secret, a token or a seed has no name yet, and would differ the next time."""
    for file in golden():
        found = re.search(r"A[KS]IA[A-Z2-7]{16}|(?<![\w/.-])[A-Za-z0-9+=_-]{40,}", file.read_text())
        assert found is None, (file.name, found)
