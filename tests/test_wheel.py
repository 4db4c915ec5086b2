"""The wheel, installed outside the checkout, has all that it needs."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_talks_outside_the_checkout(tmp_path: Path) -> None:
    def command(*words: str | Path) -> str:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
        done = subprocess.run(
            [str(word) for word in words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    command(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT)
    venv.create(tmp_path / "empty", with_pip=True)
    binaries = tmp_path / "empty" / "bin"
    (wheel,) = tmp_path.glob("*.whl")
    command(binaries / "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    said = command(
        binaries / "cramp-coach", "talk", "--fast", "--say", "i have a cramp", "--say", "no", "--say", "it's gone"
    )
    assert "Straighten your leg" in said
    assert "all agree" in command(binaries / "cramp-coach", "check")
    started = subprocess.Popen(
        [str(binaries / "cramp-coach"), "run", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    with started:
        assert started.stdout
        assert "listens on" in started.stdout.readline()
        started.terminate()
