"""What libraries would cost in place of the package's own code: their starts, what pools lose and leave, what is read.

Run as a script: python tests/bench/bench_libraries.py. A library that is absent is left out.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 21
TASKS = range(8)
FATAL = 3
WORKERS = 2
BUSY = 20.0
LIBRARIES = ("argparse", "click", "typer", "cyclopts", "argcomplete")
POOLS = ("concurrent.futures", "loky", "pebble", "lcnsym")
STARTS = {
    "an interpreter": "pass",
    "import lcnsym": "import lcnsym",
    "lcnsym member": "from lcnsym.cli.main import main; main('member -k 3,2,2 --filter 1,0,-5,0,4'.split())",
    "lcnsym completion bash": "from lcnsym.cli.main import main; main(['completion', 'bash'])",
    **{f"import {name}": f"import {name}" for name in LIBRARIES if find_spec(name)},
}
NUMBER = "123456789012345678901234567890"
READ = {
    "orjson": f"import orjson; print(orjson.loads('[{NUMBER}]'))",
    "msgspec": 'import msgspec; print(msgspec.json.decode(\'{"filter": [1], "filter": [2]}\'))',
    "pandas": "import io, pandas; print(pandas.read_csv(io.StringIO('1/3," + NUMBER + ".5'), header=None).values)",
    "pandas, as text": """
import io, pandas
print(pandas.read_csv(io.StringIO("1,2\\n1"), header=None, dtype=str, keep_default_na=False).values)
""",
    "numpy, 10^10 promised": """
import io, numpy, resource
resource.setrlimit(resource.RLIMIT_AS, (4 * 10**9, 4 * 10**9))
head = {"descr": "<f8", "fortran_order": False, "shape": (10**10,)}
numpy.lib.format.write_array_header_1_0(file := io.BytesIO(), head)
file.seek(0)
numpy.load(file)
""",
    "numpy, four bytes more": """
import io, numpy
numpy.save(file := io.BytesIO(), numpy.arange(3))
file.write(b"more")
file.seek(0)
print(numpy.load(file))
""",
}
"""What is read by libraries; the last line that is printed, or of an error, tells."""

PRESSES = 100
TYPED = "lcnsym describe -k 2,2 --format s"


def press(script: str) -> float:
    """Milliseconds of a press of the tabulator key in bash after TYPED, beside the start of bash."""
    words = f"COMP_WORDS=({TYPED}); COMP_CWORD={len(TYPED.split()) - 1}"
    took = []
    for repetitions in (0, PRESSES):
        ask = f"{script}\n{words}; for ((i = 0; i < {repetitions}; i++)); do _lcnsym; done"
        start = time.monotonic()
        subprocess.run([str(shutil.which("bash")), "--norc", "-c", ask], check=True)
        took.append(time.monotonic() - start)
    return 1000 * (took[1] - took[0]) / PRESSES


def processor_time(code: str) -> float:
    """Milliseconds of a process that runs the code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def fatal(number: int) -> int:
    """A task; one of them ends its process."""
    time.sleep(0.2)
    if number == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def busy(number: int) -> int:
    """A task that takes long."""
    end = time.monotonic() + BUSY
    while time.monotonic() < end:
        pass
    return number


def listed(task: Callable[[int], int], number: int) -> Iterator[int]:
    """The task, as lcnsym's workers have it."""
    yield task(number)


def pool(name: str, task: Callable[[int], int]) -> list[str]:
    """The result of every task, or the name of what became of it."""
    context = multiprocessing.get_context("spawn")
    if name == "lcnsym":
        return ours(task)
    if name == "pebble":
        from pebble import ProcessPool

        with ProcessPool(WORKERS, context=context) as processes:
            return [told(future) for future in [processes.schedule(task, (n,)) for n in TASKS]]
    from concurrent.futures import ProcessPoolExecutor

    if name == "loky":
        from loky import ProcessPoolExecutor as Loky

        executor = Loky(WORKERS)
    else:
        executor = ProcessPoolExecutor(WORKERS, mp_context=context)
    futures = [executor.submit(task, n) for n in TASKS]
    return [told(future) for future in futures]


def told(future: Any) -> str:
    """The result of a task, or the name of what became of it."""
    try:
        return str(future.result())
    except Exception as error:
        return type(error).__name__


def ours(task: Callable[[int], int]) -> list[str]:
    """As for `pool`."""
    from functools import partial

    # by the name under which the processes can import it
    import bench_libraries

    from lcnsym.lab.worker import Part
    from lcnsym.lab.workers import Lost, Workers

    left, found = list(TASKS), dict.fromkeys(TASKS, "")
    with Workers(WORKERS, partial(bench_libraries.listed, getattr(bench_libraries, task.__name__))) as workers:
        while workers.feed(lambda: left.pop(0) if left else None, lambda: len(left)):
            for number, message in workers.news():
                if isinstance(message, Part | Lost):
                    found[number] = str(message.value) if isinstance(message, Part) else f"Lost({message.how})"
    return list(found.values())


def group_of(leader: int) -> list[int]:
    """The processes of a group that are no zombies."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and os.getpgid(int(folder.name)) == leader:
                state = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
                found += [int(folder.name)] if state != "Z" else []
        except OSError:
            continue
    return found


def orphans(name: str) -> int:
    """How many processes there are five seconds after the one that started them was killed."""
    parent = subprocess.Popen([sys.executable, __file__, name], start_new_session=True)
    while len(group_of(parent.pid)) <= WORKERS:
        time.sleep(0.1)
    time.sleep(3)
    parent.kill()
    parent.wait()
    time.sleep(5)
    left = group_of(parent.pid)
    for number in left:
        os.kill(number, signal.SIGKILL)
    return len(left)


def main() -> None:
    """Print all that is measured."""
    for what, code in STARTS.items():
        print(f"{what:24}{median(processor_time(code) for _ in range(ROUNDS)):7.0f} ms of processor time")
    script = subprocess.run(
        [sys.executable, "-m", "lcnsym", "completion", "bash"], check=True, capture_output=True, text=True
    ).stdout
    print(f"{'a press in bash':24}{median(press(script) for _ in range(ROUNDS)):7.1f} ms")
    for what, code in READ.items():
        if find_spec(what.split(",")[0]):
            done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
            print(f"{what:24}{(done.stdout + done.stderr).splitlines()[-1]}")
    for name in POOLS:
        if find_spec(name):
            print(f"{name:20} {' '.join(pool(name, fatal))}; {orphans(name)} processes left")


if __name__ == "__main__":
    if sys.argv[1:]:
        pool(sys.argv[1], busy)
    else:
        main()
