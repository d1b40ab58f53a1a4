"""AWS's own host names, led to servers of this machine: a CONNECT proxy that ends TLS with certificates of its own."""

import fnmatch
import http.server
import select
import socket
import ssl
import threading
import urllib.request

import trustme


class AwsNames:
    """`routes` are pairs of a host pattern and a port of 127.0.0.1; the first that fits is taken. Hosts that were asked for
    are in `hosts`."""

    def __init__(self, routes, directory):
        self.routes, self.hosts = routes, []
        self.authority = trustme.CA()
        self.bundle = directory / "authority.pem"
        self.authority.cert_pem.write_to_path(str(self.bundle))
        self.contexts = {}
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def variables(self):
        """Variables that a user behind such a proxy exports."""
        return {"HTTPS_PROXY": self.url, "AWS_CA_BUNDLE": str(self.bundle)}

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def close(self):
        self.listener.close()

    def context(self, host):
        if host not in self.contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.authority.issue_cert(host).configure_cert(context)
            self.contexts[host] = context
        return self.contexts[host]

    def serve(self, connection):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = connection.recv(1)
            if not byte:
                return
            head += byte
        method, target, _ = head.split(b" ", 2)
        host = target.decode().rsplit(":", 1)[0]
        port = next((port for pattern, port in self.routes if fnmatch.fnmatch(host, pattern)), None)
        self.hosts.append(host)
        if method != b"CONNECT" or port is None:
            connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            connection.close()
            return
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            client = self.context(host).wrap_socket(connection, server_side=True)
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                self.pass_on(client, server)
        except OSError:
            # a client that broke off has its own test
            pass

    @staticmethod
    def pass_on(client, server):
        while True:
            ready = [client] if client.pending() else select.select([client, server], [], [])[0]
            for source, sink in ((client, server), (server, client)):
                if source in ready:
                    data = source.recv(65536)
                    if not data:
                        return
                    sink.sendall(data)


class Player(http.server.ThreadingHTTPServer):
    """A service that cannot be installed, played: `answer(method, path, headers, body)` gives status, text and perhaps
    headers, or None to have the request passed on to the server behind."""

    daemon_threads = True

    def __init__(self, answer, behind=None):
        self.answer, self.behind = answer, behind
        super().__init__(("127.0.0.1", 0), PlayerHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class PlayerHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        given = self.server.answer(self.command, self.path, self.headers, body)
        if given is None:
            given = self.pass_on(body)
        status, text, *headers = given
        text = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        for name, value in (headers[0] if headers else {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = handle_any

    def pass_on(self, body):
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("connection", "content-length")}
        request = urllib.request.Request(
            self.server.behind + self.path, data=body or None, headers=headers, method=self.command
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def log_message(self, *_):
        pass
