"""Settings of the documentation: `sphinx-build docs build/docs`. Nothing is fetched, neither here nor by a reader."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

import lcnsym

sys.path.append(str(Path(__file__).parent))

from provisional import PROVISIONAL

project = "lcnsym"
author = "The lcnsym developers"
project_copyright = author
version = release = lcnsym.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["**/.ipynb_checkpoints"]

myst_enable_extensions = ["dollarmath"]
myst_dmath_allow_labels = False
# a formula's dollar signs stand at its letters, as a forge wants it
myst_dmath_allow_space = False
# MathML, which browsers show by themselves
html_math_renderer = "mathml"

# headings as anchors, as on a forge
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_in_temp = True
nb_execution_timeout = 120
nb_merge_streams = True

# in docstrings names are in single backticks
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_numpy_docstring = False
napoleon_use_ivar = True
nitpicky = True
nitpick_ignore_regex = [
    # types of other packages have no pages here, nor have those of lcnsym that are not public
    ("py:.*", r"(?!lcnsym\.[A-Za-z_]+$).*"),
]

html_theme = "furo"
html_title = f"lcnsym {version}"
html_static_path = ["_static"]
html_css_files = ["lcnsym.css"]
html_copy_source = False
html_show_sourcelink = False


TEX = LatexToMathML(fancy_error=False)


def _formula(translator: Any, node: Any) -> None:
    """Write a formula as MathML; TeX that is not understood is a warning, and stays as it is."""
    text = node.astext()
    is_display = isinstance(node, nodes.math_block)
    try:
        told = TEX.convert_with_local_state(text, displaystyle=is_display)
    except LatexError as error:
        logging.getLogger(__name__).warning("no formula: %s: %s", text, error, location=node)
        told = f"<code>{translator.encode(text)}</code>"
    if is_display:
        told = f'<div class="formula">{told}</div>\n'
    elif "after" in node:
        told = f'<span class="formula">{told}{node["after"]}</span>'
    translator.body.append(told)
    raise nodes.SkipNode


def _with_punctuation(_app: Any, doctree: Any, _name: str) -> None:
    """Hand the signs after a formula to it, before which browsers would break the line."""
    for node in list(doctree.findall(nodes.math)):
        following = node.next_node(descend=False, siblings=True)
        if isinstance(following, nodes.Text) and (signs := re.match(r"[-,.;:!?)’\w]+", following)):
            node["after"] = signs[0]
            following.parent.replace(following, nodes.Text(following[signs.end() :]))


COLON = "\ue000"
"""Stands for the colons in the first line of a property while napoleon would take what is before one for a type."""


def _plain(_app: Any, what: str, _name: str, _object: Any, _options: Any, lines: list[str]) -> None:
    """Docstrings are plain text: bars, stars and colons outside of backticks and examples mean themselves."""
    is_example = False
    for number, line in enumerate(lines):
        # examples are literal up to a blank line
        is_example = bool(line.strip()) and (is_example or line.lstrip().startswith(">>> "))
        if is_example:
            continue
        parts = re.split(r"(`+[^`]*`+)", line)
        parts[::2] = [re.sub(r"([*|])", r"\\\1", part) for part in parts[::2]]
        lines[number] = "".join(parts)
    if what == "property" and lines:
        lines[0] = lines[0].replace(":", COLON)


def _with_colons(_app: Any, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]) -> None:
    lines[:] = [line.replace(COLON, ":") for line in lines]


def _public(app: Any, env: Any, node: Any, content: Any) -> Any:
    """A link to `lcnsym.Name` for a type that annotations know by its inner module."""
    name = str(node.get("reftarget", "")).rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in lcnsym.__all__:
        return None
    python = env.domains["py"]
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", f"lcnsym.{name}", node, content)


def _without_provisional(_app: Any, _what: str, _name: str, found: Any, _skip: Any, _options: Any) -> bool | None:
    """Members that are provisional are not in the reference; None: others as always."""
    function = getattr(found, "fget", None) or getattr(found, "func", None) or getattr(found, "__func__", found)
    return True if getattr(function, "__qualname__", "") in PROVISIONAL else None


def setup(app: Any) -> None:
    """Called by Sphinx. Docstrings are made plain before napoleon reads their sections."""
    app.connect("autodoc-process-docstring", _plain, priority=400)
    app.connect("autodoc-process-docstring", _with_colons, priority=600)
    app.connect("autodoc-skip-member", _without_provisional)
    app.connect("missing-reference", _public)
    app.connect("doctree-resolved", _with_punctuation)
    app.add_html_math_renderer("mathml", (_formula, None), (_formula, None))
