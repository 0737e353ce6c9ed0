"""Output files: whole or not at all, whoever writes beside them and whatever fails."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lcnsym import output_files
from lcnsym.errors import BadInputError
from lcnsym.output_files import SECONDS_OF_A_DRAFT, check_distinct, check_output, output_file, release_pipes

pytestmark = pytest.mark.quick

WRITER = """
import sys
from lcnsym.output_files import output_file
name, times = sys.argv[1], int(sys.argv[2])
for _ in range(times):
    with output_file(name + ".txt") as file:
        for _ in range(20):
            file.write(name.encode() * 500)
    with open(name + ".txt", "rb") as file:
        assert file.read() == name.encode() * 10_000, "another content"
"""
KILLED = """
import os
from lcnsym.output_files import output_file
with output_file("c.json") as file:
    os.kill(os.getpid(), 9)
"""
NAMESPACE = ["unshare", "--pid", "--fork"]


def write(path: Path | str, content: bytes) -> None:
    """Write a file in one go."""
    with output_file(str(path)) as file:
        file.write(content)


@pytest.fixture
def umask() -> Iterator[None]:
    """The usual one."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_threads_do_not_disturb_each_other(tmp_path: Path) -> None:
    problems: list[str] = []

    def work(letter: str) -> None:
        for number in range(30):
            write(tmp_path / letter, letter.encode() * 50_000)
            write(tmp_path / "shared", letter.encode() * 50_000)
            if (tmp_path / letter).read_bytes() != letter.encode() * 50_000:
                problems.append(f"{letter} {number}")

    threads = [threading.Thread(target=work, args=(letter,)) for letter in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    shared = (tmp_path / "shared").read_bytes()
    assert shared in {letter.encode() * 50_000 for letter in "abcdefgh"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [*"abcdefgh", "shared"]


def _together(folder: Path, prefix: list[str]) -> None:
    words = [*prefix, sys.executable, "-c", WRITER]
    processes = [
        subprocess.Popen([*words, name, "40"], cwd=folder, stderr=subprocess.PIPE, text=True) for name in "abcd"
    ]
    assert [process.communicate(timeout=120)[1] for process in processes] == [""] * 4
    assert {process.returncode for process in processes} == {0}
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_processes_do_not_disturb_each_other(tmp_path: Path) -> None:
    _together(tmp_path, [])


def test_processes_that_are_all_number_one_do_not_disturb_each_other(tmp_path: Path) -> None:
    ask = [*NAMESPACE, sys.executable, "-c", "import os; print(os.getpid())"]
    found = subprocess.run(ask, capture_output=True, text=True, check=False) if shutil.which(NAMESPACE[0]) else None
    if found is None or found.stdout != "1\n":
        pytest.skip("unshare --pid --fork makes no namespaces of processes here")
    _together(tmp_path, NAMESPACE)


def test_content_is_on_the_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real = os.fsync, os.replace

    def fsync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        assert done[-1] == "folder" or os.fstat(handle).st_size == 7
        real[0](handle)

    def replace(source: str, target: str) -> None:
        done.append("name")
        real[1](source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write(tmp_path / "c.json", b"content")
    assert done == ["file", "name", "folder"]


@pytest.mark.parametrize("name", ["fsync", "replace", "fchmod"])
def test_what_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write(tmp_path / "c.json", b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "c.json", b"new")
    monkeypatch.undo()
    assert (tmp_path / "c.json").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


def test_an_interrupt_leaves_the_old_file(tmp_path: Path) -> None:
    write(tmp_path / "c.json", b"old")

    def interrupted() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), output_file(str(tmp_path / "c.json")) as file:
        file.write(interrupted())
    assert (tmp_path / "c.json").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


@pytest.mark.usefixtures("umask")
def test_permissions_are_kept_and_new_files_are_ordinary(tmp_path: Path) -> None:
    write(tmp_path / "new", b"text")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o644
    for mode in (0o600, 0o640, 0o664):
        (tmp_path / "new").chmod(mode)
        write(tmp_path / "new", b"other")
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode


def test_links_and_devices_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"
    write(os.devnull, b"text")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def _draft(folder: Path, name: str, seconds: float) -> Path:
    path = folder / name
    path.write_bytes(b"half")
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_only_old_drafts_without_a_writer_are_removed(tmp_path: Path) -> None:
    old = SECONDS_OF_A_DRAFT + 60
    left = [_draft(tmp_path, name, old) for name in (".lcnsym-1.tmp", f".lcnsym-{'0a' * 12}.tmp")]
    young = _draft(tmp_path, f".lcnsym-{'1a' * 12}.tmp", SECONDS_OF_A_DRAFT - 60)
    foreign = [_draft(tmp_path, name, old) for name in (".lcnsym-notes.tmp", "lcnsym-1.tmp", ".lcnsym-1.tmp.bak", "x")]
    written = _draft(tmp_path, f".lcnsym-{'2a' * 12}.tmp", old)
    link = tmp_path / f".lcnsym-{'3a' * 12}.tmp"
    link.symlink_to(foreign[-1])
    twin = tmp_path / f".lcnsym-{'4a' * 12}.tmp"
    twin.hardlink_to(foreign[-1])
    with written.open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        write(tmp_path / "c.json", b"new")
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in (young, *foreign, written, link, twin))
    write(tmp_path / "c.json", b"newer")
    assert not written.exists()


def test_a_killed_writer_leaves_a_draft_that_harms_nobody(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED], cwd=tmp_path, check=False)
    (left,) = tmp_path.iterdir()
    write(tmp_path / "c.json", b"new")
    assert left.exists()
    os.utime(left, (0, 0))
    write(tmp_path / "c.json", b"newer")
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


@pytest.mark.parametrize("path", ["", "c/", "a\0b", ".", "nowhere/c", "file/c", "n" * 5000])
def test_names_that_cannot_be_output_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(BadInputError):
        check_output(path)
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_sockets_and_folders_in_which_nothing_can_be_made(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        with pytest.raises(BadInputError, match="a socket"):
            check_output(str(tmp_path / "socket"))
    with pytest.raises(BadInputError, match=r"cannot write '/proc/c\.json'"):
        check_output("/proc/c.json")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_write_protected_files_and_folders(tmp_path: Path) -> None:
    write(tmp_path / "c.json", b"old")
    (tmp_path / "c.json").chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        for name in ("c.json", "d.json"):
            with pytest.raises(BadInputError, match="Permission denied"):
                check_output(str(tmp_path / name))
    finally:
        tmp_path.chmod(0o755)
    with pytest.raises(BadInputError, match="Permission denied"):
        check_output(str(tmp_path / "c.json"))


def test_inputs_are_recognised_under_all_their_names(tmp_path: Path) -> None:
    source = tmp_path / "w.csv"
    source.write_text("1,2,3")
    (tmp_path / "link").symlink_to(source)
    (tmp_path / "twin").hardlink_to(source)
    for name in ("w.csv", "link", "twin", "../" + tmp_path.name + "/w.csv"):
        with pytest.raises(BadInputError, match="the same file as the input"):
            check_distinct(str(tmp_path / name), [str(source)])
    with source.open() as opened, pytest.raises(BadInputError, match="input stdin"):
        check_distinct(str(tmp_path / "twin"), [opened.fileno()])
    check_distinct(str(tmp_path / "other"), [str(source), "no such file", "sample:10", "\0"])
    check_distinct(os.devnull, [os.devnull])


def test_a_pipe_that_nobody_reads_is_refused_soon(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    begin = time.monotonic()
    with pytest.raises(BadInputError, match="nobody reads this pipe"):
        check_output(str(tmp_path / "pipe"))
    with pytest.raises(OSError, match="nobody reads this pipe"):
        write(tmp_path / "pipe", b"text")
    assert time.monotonic() - begin < 10


def test_the_reader_of_a_pipe_waits_from_the_check_on(tmp_path: Path) -> None:
    path, got = tmp_path / "pipe", list[bytes]()
    os.mkfifo(path)
    for content in (b"text" * 50_000, b""):
        reader = threading.Thread(target=lambda: got.append(path.read_bytes()), daemon=True)
        reader.start()
        check_output(str(path))
        check_output(str(path))
        time.sleep(0.1)
        assert reader.is_alive()
        if content:
            write(path, content)
        release_pipes()
        reader.join(10)
        assert got.pop() == content
    assert output_files._pipes == {}


def test_a_reader_that_leaves_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    check_output(str(tmp_path / "pipe"))
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        write(tmp_path / "pipe", b"text")


def test_open_files_are_written_where_they_are(tmp_path: Path) -> None:
    with (tmp_path / "c.txt").open("w+b", buffering=0) as opened:
        opened.write(b"before ")
        check_output(f"/dev/fd/{opened.fileno()}")
        write(f"/dev/fd/{opened.fileno()}", b"after")
        opened.seek(0)
        assert opened.read() == b"before after"
    with pytest.raises(BadInputError, match="Bad file descriptor"):
        check_output("/dev/fd/999")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_full_device() -> None:
    check_output("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write("/dev/full", b"text")


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    write(small_disk / "c.json", b"old")
    with pytest.raises(OSError, match="No space left"):
        write(small_disk / "c.json", b"new" * 1_000_000)
    assert (small_disk / "c.json").read_bytes() == b"old"
    assert [path.name for path in small_disk.iterdir()] == ["c.json"]
