"""Command-line clients of S3: rclone, restic, s3cmd. Each with an MFA session, and refused with the key alone."""

import subprocess

import pytest

from building import CONTENT, LARGE


def run(command, environment, **more):
    return subprocess.run(
        [str(part) for part in command], env=environment, capture_output=True, text=True, timeout=180, **more
    )


def done(command, environment, **more):
    result = run(command, environment, **more)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def same(directory, files):
    found = {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    assert sorted(found) == sorted(files)
    assert all(found[name] == content for name, content in files.items())


class TestRclone:
    @pytest.fixture
    def rclone(self, program, stage, tmp_path):
        path = program("rclone", "rclone")

        def command(*arguments):
            options = {"PROVIDER": "Other", "ENV_AUTH": "true", "ENDPOINT": stage.endpoint, "REGION": "us-east-1"}
            self.remote = {f"RCLONE_CONFIG_IT_{name}": value for name, value in options.items()}
            self.remote |= {"RCLONE_CONFIG_IT_TYPE": "s3", "RCLONE_CONFIG": str(tmp_path / "none.conf")}
            return [path, "--s3-chunk-size", "5M", "--s3-upload-cutoff", "8M", "--retries", "1", *arguments]

        return command

    def test_copies_there_and_back(self, rclone, stage, tree, tmp_path):
        root, files = tree
        there = f"it:{stage.bucket}/tree"
        sync = rclone("sync", root, there)
        environment = stage.environment(**self.remote)
        done(sync, environment)
        done(rclone("check", "--download", root, there), environment)
        done(rclone("check", root, there), environment)
        listed = done(rclone("lsf", "-R", "--files-only", there), environment)
        assert sorted(listed.splitlines()) == sorted(files)
        done(rclone("copyto", f"{there}/a.txt", f"{there}/copied here.txt"), environment)
        done(rclone("moveto", f"{there}/dir with spaces/b+c & d.txt", f"{there}/moved+here.txt"), environment)
        assert stage.read("tree/moved+here.txt") == b"plus"
        (root / "a.txt").unlink()
        done(rclone("sync", root, there), environment)
        back = tmp_path / "back"
        done(rclone("sync", there, back), environment)
        same(back, {name: content for name, content in files.items() if name != "a.txt"})
        done(rclone("purge", there), environment)
        assert stage.keys() == []

    def test_without_mfa_nothing_works(self, rclone, stage):
        command = rclone("lsf", f"it:{stage.bucket}")
        refused = run(command, stage.environment(stage.key, **self.remote))
        assert refused.returncode != 0 and "AccessDenied" in refused.stderr


class TestRestic:
    @pytest.fixture
    def restic(self, program, stage, tmp_path):
        path = program("restic", "restic")
        self.settings = {
            "RESTIC_REPOSITORY": f"s3:{stage.endpoint}/{stage.bucket}/backup",
            "RESTIC_PASSWORD": "of the repository",
            "RESTIC_CACHE_DIR": str(tmp_path / "cache"),
        }
        return lambda *arguments: [path, *arguments]

    def test_backs_up_and_restores(self, restic, stage, tree, tmp_path):
        root, files = tree
        environment = stage.environment(**self.settings)
        done(restic("init"), environment)
        done(restic("backup", "."), environment, cwd=root)
        (root / "a.txt").write_bytes(b"changed")
        done(restic("backup", "."), environment, cwd=root)
        done(restic("forget", "--keep-last", "1", "--prune"), environment)
        done(restic("check", "--read-data"), environment)
        done(restic("restore", "latest", "--target", tmp_path / "back"), environment)
        same(tmp_path / "back", files | {"a.txt": b"changed"})

    def test_without_mfa_nothing_works(self, restic, stage):
        refused = run(restic("init"), stage.environment(stage.key, **self.settings))
        assert refused.returncode != 0 and "Access Denied" in refused.stderr, refused


class TestS3cmd:
    @pytest.fixture
    def s3cmd(self, python_clients, stage, tmp_path):
        (tmp_path / "s3cfg").write_text("[default]\nuse_https = False\n")

        def command(*arguments, who=stage.session):
            keys = [f"--access_key={who.access_key_id}", f"--secret_key={who.secret_access_key}"]
            keys += [f"--access_token={who.session_token}"] if who.session_token else []
            where = [f"--host={stage.host}", f"--host-bucket={stage.host}", "--config", tmp_path / "s3cfg"]
            return [python_clients / "s3cmd", *where, *keys, "--region=us-east-1", "--no-progress", *arguments]

        return command

    def test_copies_there_and_back(self, s3cmd, stage, tree, tmp_path):
        root, files = tree
        environment = stage.environment()
        there = f"s3://{stage.bucket}"
        done(s3cmd("sync", f"{root}/", f"{there}/tree/"), environment)
        back = tmp_path / "back"
        back.mkdir()
        done(s3cmd("sync", f"{there}/tree/", f"{back}/"), environment)
        same(back, files)
        done(s3cmd("--multipart-chunk-size-mb=5", "put", root / "large.bin", f"{there}/parts"), environment)
        assert stage.read("parts") == LARGE
        done(s3cmd("cp", f"{there}/tree/a.txt", f"{there}/copied here.txt"), environment)
        assert stage.read("copied here.txt") == CONTENT
        done(s3cmd("mv", f"{there}/parts", f"{there}/moved"), environment)
        assert stage.read("moved") == LARGE
        done(s3cmd("del", "--recursive", "--force", there), environment)
        assert stage.keys() == []

    def test_without_mfa_nothing_works(self, s3cmd, stage):
        refused = run(s3cmd("ls", f"s3://{stage.bucket}", who=stage.key), stage.environment(stage.key))
        assert refused.returncode != 0 and "AccessDenied" in refused.stderr
