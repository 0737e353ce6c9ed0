"""Reports in Chromium: nothing is complained about, everything is drawn, nothing scrolls sideways, names do no harm."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lcnsym.cli.main import main

from .support import CommandLine

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium", "chromedriver", "selenium")]
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE, DESK = (360, 740), (1200, 900)
Report = Callable[..., str]


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser with a profile of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    downloads = tmp_path_factory.mktemp("downloads")
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    driver.downloads = downloads
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def quartics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with all its parts."""
    path = tmp_path_factory.mktemp("report") / "quartics.html"
    words = ("-k", "3,2,2", "--filter", "1,-2*sqrt(2),2,0,0", "--target", "2,1,3,5,1")
    assert main(["report", *words, "-o", str(path)]) == 0
    return path


def opened(driver: Any, path: Path, size: tuple[int, int] = DESK) -> None:
    """Show a page in a window of a size."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.get(path.as_uri())


def test_no_complaints_and_everything_drawn(chromium: Any, quartics: Path) -> None:
    opened(chromium, quartics)
    assert chromium.get_log("browser") == []
    assert chromium.title == "Report on k = (3,2,2)"
    captions = {e.text for e in chromium.find_elements("css selector", "caption")}
    assert {"Root patterns", "Factorizations, up to scaling", "Critical functions, ascending by loss"} <= captions
    pictures = chromium.find_elements("css selector", "svg.picture")
    assert len(pictures) == 3
    for picture in pictures:
        assert picture.size["width"] > 300
        assert picture.size["height"] > 150
        paths = (
            "return Array.from(arguments[0].querySelectorAll('path, use')).filter(e => e.getBBox().width > 0).length"
        )
        assert chromium.execute_script(paths, picture) > 20
    # nothing was loaded, not even by mistake
    assert chromium.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_no_page_scrolls_sideways(chromium: Any, quartics: Path, size: tuple[int, int]) -> None:
    opened(chromium, quartics, size)
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= size[0]
    boxes = chromium.find_elements("css selector", ".scroll")
    assert all(box.size["width"] <= size[0] for box in boxes)
    if size == PHONE:
        wide = "return [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length"
        assert chromium.execute_script(wide) > 3


def test_it_can_be_used_without_seeing_it(chromium: Any, quartics: Path) -> None:
    opened(chromium, quartics)
    landmarks = chromium.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [node["role"]["value"] for node in landmarks if not node["ignored"]]
    assert {"main", "banner", "navigation", "contentinfo", "table", "heading"} <= set(roles)
    unnamed = [
        node
        for node in landmarks
        if not node["ignored"]
        and node["role"]["value"] in ("link", "table", "region", "image", "heading")
        and not node.get("name", {}).get("value")
    ]
    assert unnamed == []
    lost = "return [...document.querySelectorAll('nav a, .skip')].filter(a => !document.querySelector(a.hash)).length"
    assert chromium.execute_script(lost) == 0


def test_a_certificate_is_saved_by_its_link_and_accepted(chromium: Any, quartics: Path, lcnsym: CommandLine) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    opened(chromium, quartics)
    for name in ("filter-position.json", "spurious-minimum.json"):
        link = chromium.find_element("css selector", f"#certificates a[download='{name}']")
        link.click()
        saved = chromium.downloads / name
        WebDriverWait(chromium, 20).until(lambda _, saved=saved: saved.exists() and saved.stat().st_size > 0)
        (result,) = lcnsym.json("certificate", "check", str(saved))["results"]
        assert result["accepted"] is True


def test_hostile_names_do_no_harm(chromium: Any, lcnsym: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "a'\"><img src=x onerror=alert(1)>"
    folder.mkdir()
    name = "<script>document.title='gone'<\u2044script>\u202egnp\n\"'&.json"
    hostile = folder / name
    hostile.write_text(json.dumps(["1", "0", "-1"]))
    path = folder / "<b onclick=x>שלום.html"
    words = ("-k", "2,2", "--filter", f"@{hostile}", "--target", f" @{hostile}")
    assert lcnsym("report", *words, "-o", str(path)).status == 0
    opened(chromium, path)
    assert chromium.get_log("browser") == []
    assert chromium.title == "Report on k = (2,2)"
    for selector in ("script", "img", "[onclick]", "[onerror]"):
        assert chromium.find_elements("css selector", selector) == []
    shown = chromium.find_element("css selector", "footer bdi").text
    assert "<script>document.title=" in shown
    assert "שלום" in shown
    assert "\u202e" not in shown


def test_the_policy_lets_no_script_run(chromium: Any, quartics: Path, tmp_path: Path) -> None:
    path = tmp_path / "injected.html"
    injected = "<script>document.title='gone'</script><img src='https://example.invalid/x.png'></main>"
    path.write_text(quartics.read_text().replace("</main>", injected))
    opened(chromium, path)
    assert chromium.title == "Report on k = (3,2,2)"
    assert sum("Content Security Policy" in entry["message"] for entry in chromium.get_log("browser")) == 2


def test_it_prints_on_paper(chromium: Any, quartics: Path) -> None:
    from base64 import b64decode

    opened(chromium, quartics)
    printed = b64decode(chromium.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert printed.startswith(b"%PDF")
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not chromium.find_element("css selector", "nav").is_displayed()
        overflow = "return getComputedStyle(document.querySelector('.scroll')).overflowX"
        assert chromium.execute_script(overflow) == "visible"
    finally:
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_page_of_an_atlas(chromium: Any, tmp_path: Path) -> None:
    """A click on a cell tells about it; where the pointer is, the loss is drawn with as many minima as are proved."""
    path = tmp_path / "atlas.html"
    words = ("-k", "3,2", "--from", "1,0,-3,0", "--along", "1,0,1,0", "--and", "0,-1,0,-1", "--window", "-5,5;-5,5")
    gram = tmp_path / "gram.json"
    gram.write_text("[[3,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,3]]")
    assert main(["atlas", *words, "--gram", str(gram), "-o", str(path)]) == 0
    opened(chromium, path)
    assert not chromium.get_log("browser")
    told = "return document.getElementById('told').textContent"
    cells = chromium.execute_script("return data.cells.length")
    assert cells == 7
    for i in range(cells):
        found = chromium.execute_script(
            "document.querySelector(`button[data-cell='${arguments[0]}']`).click(); return data.cells[arguments[0]]", i
        )
        facts = dict(found["facts"])
        assert facts["target"] in chromium.execute_script(told)
        seen = chromium.execute_script("return document.getElementById('seen').textContent")
        assert f": {facts['minima']} minima, {facts['spurious minima']} of them above the least" in seen
    before = chromium.execute_script("return document.querySelector('#graph path').getAttribute('d')")
    move = "const box = picture.getBoundingClientRect(); picture.dispatchEvent(new PointerEvent('pointermove', "
    move += "{clientX: box.left + box.width / 4, clientY: box.top + box.height / 3})); "
    move += "return document.querySelector('#graph path').getAttribute('d')"
    assert chromium.execute_script(move) != before
    polygon = "document.querySelector(`polygon[data-cell='2']`).dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    chromium.execute_script(polygon)
    assert dict(chromium.execute_script("return data.cells[2]")["facts"])["target"] in chromium.execute_script(told)
    assert not chromium.get_log("browser")
