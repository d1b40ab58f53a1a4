"""Other people's tools take what the client gives."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse

import boto3
import pytest

AWS = shutil.which("aws", path=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])


def aws(person, *arguments, **variables):
    return subprocess.run(
        [AWS, *arguments, "--output", "json"],
        env=person.environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_aws_cli_and_boto3_by_credential_process(session, monkeypatch):
    ended = session.run("configure", "ana-mfa", "--source", "ana")
    assert ended.returncode == 0, ended.stderr
    text = session.config.read_text()
    assert text.startswith("# mine\n[profile ana]\n") and "[profile ana-mfa]\ncredential_process = " in text
    ended = aws(session, "sts", "get-caller-identity", "--profile", "ana-mfa")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["Arn"] == session.arn
    monkeypatch.setenv("AWS_CONFIG_FILE", str(session.config))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(session.credentials))
    monkeypatch.setenv("HOME", str(session.home))
    found = boto3.Session(profile_name="ana-mfa")
    assert found.client("sts").get_caller_identity()["Arn"] == session.arn
    assert found.get_credentials().access_key.startswith("ASIA")


def test_the_aws_cli_by_exec(session):
    ended = session.run("exec", "ana", "--", AWS, "iam", "list-mfa-devices", "--output", "json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["MFADevices"][0]["SerialNumber"] == session.serial


def test_the_aws_cli_by_the_container_endpoint(session):
    ended = session.run("serve-credentials", "ana", "--", AWS, "sts", "get-caller-identity", "--output", "json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["Arn"] == session.arn
    ended = session.run("serve-credentials", "ana", "--", "sh", "-c", "exit 5")
    assert ended.returncode == 5


def test_boto3_by_the_container_endpoint(session, monkeypatch):
    server = subprocess.Popen(
        [session.binary, "serve-credentials", "ana", "--format", "json"],
        env=session.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for name, value in json.loads(server.stdout.readline()).items():
            monkeypatch.setenv(name, value)
        found = boto3.Session()
        assert found.client("sts").get_caller_identity()["Arn"] == session.arn
        assert found.get_credentials().method == "container-role"
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "guessed")
        with pytest.raises(Exception, match="(?i)credentials"):
            boto3.Session().client("sts").get_caller_identity()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)
        server.stdout.close()


def test_completions_and_man_pages(ana, tmp_path):
    for shell, mark in (("bash", "-F _ostiary ostiary"), ("zsh", "#compdef ostiary"), ("fish", "--command ostiary"), ("powershell", "Register-ArgumentCompleter")):
        ended = ana.run("completions", shell)
        assert ended.returncode == 0 and mark in ended.stdout, shell
    assert ana.run("man", str(tmp_path / "man")).returncode == 0
    pages = {page.name for page in (tmp_path / "man").iterdir()}
    assert "ostiary-complete.1" not in pages, "what is for scripts needs no page"
    assert {"ostiary.1", "ostiary-session.1", "ostiary-mfa-enroll.1", "ostiary-key-rotate.1"} <= pages
    for page in (tmp_path / "man").iterdir():
        text = page.read_text()
        assert text.count('.SH "EXIT STATUS"') == 1 and "EXTRA" not in text and '"Ostiary 0.1.0" Ostiary' in text, page.name


def test_a_sign_in_url_for_the_console(guarded):
    """AWS's federation endpoint, played by a small server: what it is sent, and what is made of its answer."""
    import http.server
    import threading

    asked = []

    class Federation(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query)))
            text = b'{"SigninToken":"a+b/c="}'
            self.send_response(200 if len(asked) < 2 else 400)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Federation)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    federation = f"http://127.0.0.1:{server.server_port}/federation"
    try:
        arn = guarded.create_role()
        words = ["console", arn, "-p", "ana", "--federation", federation]
        ended = guarded.run(*words, "--code", guarded.device.code(), "--destination", "https://console.example/?a=b")
        assert ended.returncode == 0, ended.stderr
        url = urllib.parse.urlsplit(ended.stdout.strip())
        assert f"{url.scheme}://{url.netloc}{url.path}" == federation
        query = dict(urllib.parse.parse_qsl(url.query))
        assert (query["Action"], query["SigninToken"]) == ("login", "a+b/c=")
        assert query["Destination"] == "https://console.example/?a=b"
        session = json.loads(asked[0]["Session"])
        assert asked[0]["Action"] == "getSigninToken" and session["sessionId"].startswith("ASIA")
        # a refusal names the status, never the secrets that are in the URL
        ended = guarded.run(*words)
        assert ended.returncode == 1 and "gives no sign-in token: HTTP 400" in ended.stderr
        assert session["sessionKey"] not in ended.stderr and session["sessionToken"] not in ended.stderr
        # of an endpoint that is not AWS's, AWS has nothing to open
        ended = guarded.run("console", arn, "-p", "ana")
        assert ended.returncode == 1 and "is not AWS" in ended.stderr
    finally:
        server.shutdown()
        server.server_close()


def test_a_clock_that_is_off_is_named(guarded, tmp_path):
    """The library's own clock cannot be set in a test, so the server's date is moved on the way."""
    import http.server
    import threading
    import urllib.request

    class Late(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer()

        def do_POST(self):
            self.answer()

        def answer(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            request = urllib.request.Request(
                guarded.server.endpoint + self.path, data=body or None, headers=dict(self.headers), method=self.command
            )
            try:
                answer = urllib.request.urlopen(request)
            except urllib.error.HTTPError as error:
                answer = error
            text = answer.read()
            self.send_response_only(answer.status)
            self.send_header("Content-Length", str(len(text)))
            self.send_header("Date", self.date_time_string(time.time() + 300))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Late)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        endpoint = f"http://127.0.0.1:{server.server_port}"
        ended = guarded.run("doctor", "-p", "ana", "--endpoint", endpoint)
        assert ended.returncode == 3
        assert "FAIL clock: this machine is 300 s behind the server" in ended.stdout.replace("299", "300")
        # a code that is refused is refused for that
        ended = guarded.run("session", "-p", "ana", "--endpoint", endpoint, "--code", guarded.device.wrong_code())
        assert ended.returncode == 4
        told = "the MFA code was refused, and this machine's clock is 300 s behind the server's; the server says: "
        assert told in ended.stderr.replace("299", "300") and "\nhint: set the clock" in ended.stderr, ended.stderr
    finally:
        server.shutdown()
        server.server_close()


def test_what_asks_serve_credentials_to_end_reaches_the_command(session, tmp_path):
    """A service manager ends the process that it started: the command must not be left behind."""
    script = "trap 'echo asked; exit 3' TERM; echo ready; while :; do sleep 0.05; done"
    server = subprocess.Popen(
        [session.binary, "serve-credentials", "ana", "--", "sh", "-c", script],
        env=session.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout.readline() == "ready\n"
    server.send_signal(signal.SIGTERM)
    assert server.communicate(timeout=30)[0] == "asked\n"
    assert server.returncode == 3


def test_ctrl_c_is_the_commands_own(session):
    """An interactive program may make of it what it likes, and has its credentials afterwards."""
    program = (
        "import boto3\n"
        "try:\n    input('break me ')\nexcept KeyboardInterrupt:\n    pass\n"
        "print('still', boto3.client('sts').get_caller_identity()['Arn'])"
    )
    terminal = session.at_terminal(session.binary, "serve-credentials", "ana", "--", sys.executable, "-c", program)
    terminal.expect_exact("break me ")
    terminal.sendintr()
    terminal.expect_exact(f"still {session.arn}")
    terminal.wait()
    assert terminal.exitstatus == 0


def test_a_session_that_ends_is_asked_for_at_the_terminal_while_it_serves(session):
    """The tool is told to come back, and has its credentials once the code is typed."""
    import urllib.request

    terminal = session.at_terminal(session.binary, "serve-credentials", "ana", "--format", "json")
    terminal.expect(r"\{[^\n]*\}\r\n")
    given = json.loads(terminal.after)
    request = urllib.request.Request(
        given["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
        headers={"Authorization": given["AWS_CONTAINER_AUTHORIZATION_TOKEN"]},
    )

    def ask():
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    status, first = ask()
    assert status == 200 and first["AccessKeyId"].startswith("ASIA")
    # the session is over: what is kept is gone. A new device of the same name has codes that were not used yet
    assert session.run("cache", "clear").returncode == 0
    session.admin_iam.deactivate_mfa_device(UserName=session.name, SerialNumber=session.serial)
    session.admin_iam.delete_virtual_mfa_device(SerialNumber=session.serial)
    session.enable_device()
    status, told = ask()
    assert status == 500 and "an MFA code may be awaited at the terminal" in told["message"]
    terminal.expect_exact(f"MFA code for {session.serial}: ")
    terminal.sendline(session.device.code())
    deadline = time.monotonic() + 30
    while ask()[0] != 200:
        assert time.monotonic() < deadline
    second = ask()[1]
    assert second["AccessKeyId"] != first["AccessKeyId"]
    terminal.sendintr()
    terminal.wait()


BROWSER = """#!{python}
# what a browser does with a page that leads on at once
import html.parser, pathlib, sys, urllib.parse, urllib.request

class Page(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "meta" and attributes.get("http-equiv") == "refresh":
            self.url = attributes["content"].split("url=", 1)[1]

page, address = Page(), sys.argv[1]
file = pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(address).path))
page.feed(file.read_text())
shown = urllib.request.urlopen(page.url).read().decode()
pathlib.Path({log!r}).write_text("\\n".join([address, oct(file.stat().st_mode & 0o777), page.url, shown]))
"""

# a sandbox of its own is not to be had as root, and nothing but the page is to be fetched
CHROMIUM = """#!/bin/sh
exec chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \\
  --disable-component-update --disable-sync --user-data-dir={profile} --virtual-time-budget=5000 --dump-dom "$1" >{shown}
"""


@pytest.mark.skipif(shutil.which("xdg-open") is None, reason="not installed: xdg-open")
@pytest.mark.skipif(shutil.which("chromium") is None, reason="not installed: chromium")
def test_the_console_opens_in_a_browser(guarded, tmp_path):
    """xdg-open hands the page to the browser; no command line on the way has the address in it."""
    from aws_names import Player

    asked = []

    def federation(method, path, headers, body):
        asked.append(path)
        return 200, '{"SigninToken":"a+b/c="}' if "getSigninToken" in path else "welcome"

    player = Player(federation)
    browser, log = tmp_path / "browser", tmp_path / "log"
    browser.write_text(BROWSER.format(python=sys.executable, log=str(log)))
    browser.chmod(0o755)
    try:
        words = ["console", guarded.create_role(), "-p", "ana", "--federation", f"{player.url}/federation", "--open"]
        ended = guarded.run(*words, "--code", guarded.device.code(), BROWSER=str(browser))
        assert ended.returncode == 0 and ended.stdout == "", ended.stderr
        assert ended.stderr == "the console opens in the browser\n"
        address, mode, url, shown = log.read_text().split("\n")
        assert mode == "0o600" and shown == "welcome"
        assert "SigninToken=a%2Bb%2Fc%3D" in url and "Signin" not in address
        # no browser: said, with what else there is
        ended = guarded.run(*words, PATH=str(tmp_path))
        assert ended.returncode == 1 and "hint: without --open the URL is printed" in ended.stderr, ended.stderr
        # and a real one follows the page to the sign-in
        browser.write_text(CHROMIUM.format(profile=tmp_path / "chromium", shown=tmp_path / "shown"))
        asked.clear()
        ended = guarded.run(*words, BROWSER=str(browser))
        assert ended.returncode == 0, ended.stderr
        until = time.monotonic() + 60
        while "welcome" not in (tmp_path / "shown").read_text() and time.monotonic() < until:
            # it may still be starting
            time.sleep(0.1)
        login = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(next(path for path in asked if "login" in path)).query))
        assert login["SigninToken"] == "a+b/c=" and login["Destination"] == "https://console.aws.amazon.com/"
    finally:
        player.shutdown()
        player.server_close()


def test_who_reads_no_further_is_no_failure(session):
    """A pipe that is closed early, and a disk that is full: the one is fine, the other is said."""
    for command in ("completions bash", "configure --list", "cache list", "whoami ana", "doctor -p ana"):
        ended = subprocess.run(
            ["bash", "-c", f"{session.binary} {command} | true; echo ${{PIPESTATUS[0]}}"],
            env=session.environment(),
            capture_output=True,
            text=True,
        )
        assert ended.stdout == "0\n" and ended.stderr == "", (command, ended)
        with open("/dev/full", "w") as full:
            ended = subprocess.run(
                [session.binary, *command.split()], env=session.environment(), stdout=full, stderr=subprocess.PIPE, text=True
            )
        assert ended.returncode == 1 and ended.stderr.startswith("error: cannot write the result to stdout: "), command


def test_names_of_others_do_not_steer_the_terminal(session):
    """Texts of files and servers are shown as text."""
    name = "\x1b]0;owned\x07\x1b[2J"
    session.config.write_text(session.config.read_text() + f'\n[profile "x{name}"]\nregion = eu-west-1\n')
    for arguments in (["configure", "--list"], ["whoami", f"x{name}"], ["doctor", "-p", f"x{name}"], ["env", f"y{name}"]):
        ended = session.run(*arguments)
        shown = ended.stdout + ended.stderr
        assert "owned" in shown and "\x1b" not in shown and "\x07" not in shown, arguments


def test_totp_of_a_url(ana, tmp_path):
    """As the issue of a device prints it; that others see it is said. A text that looks like a seed is not repeated in an error."""
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    (tmp_path / "seed").write_text(seed)
    # a time step may end in between
    before = ana.run("totp", str(tmp_path / "seed")).stdout
    ended = ana.run("totp", f"otpauth://totp/x?secret={seed}")
    after = ana.run("totp", str(tmp_path / "seed")).stdout
    assert ended.returncode == 0 and ended.stdout in (before, after), ended
    assert "a seed on the command line is seen by every user of this machine" in ended.stderr
    for text in (seed, f"otpauth://totp/x?secret={seed}1"):
        ended = ana.run("totp", text)
        assert ended.returncode == 1 and "GEZDGNBV" not in ended.stderr, ended.stderr
