"""`lcnsym model`."""

from __future__ import annotations

from argparse import Namespace

from ...errors import BadInputError
from ..command import Answer, Command
from ..options import MAX_INTEGER, add_no_cache, read_integer
from ..parser import Parser
from ..progress import show_progress


def _configure(parser: Parser) -> None:
    parser.word("file", "FILE", "a .safetensors, .npz or .npy file, or a folder of .npy files, one a layer")
    parser.value("-s", "S", "strides, one for each layer, such as 2,1,1 (default: all 1); files of weights lack them")
    parser.value("--padding", "P", "zeros on both sides of the inputs, before the first layer (default: 0)")
    parser.value("--layers", "NAMES", "the arrays with weights, first layer first, separated by commas (default: all)")
    parser.value("--inputs", "FILE", "the training inputs, .npy (samples, channels, length), or rows", reads=True)
    parser.value("--outputs", "FILE", "what the network should answer to them", reads=True)
    parser.flag("--strata", "the distances from all strata, which from degree 6 on may take minutes")
    parser.value("--timeout", "SECONDS", "for each search for critical points (default: 60)")
    add_no_cache(parser)


def _answer(options: Namespace) -> Answer:
    from ...landscape.trained.networks import load_model
    from ...network.model_files import read_samples
    from ...show.values.trained import model_view

    if (options.inputs is None) is not (options.outputs is None):
        raise BadInputError("--inputs and --outputs belong together; one of them was given")
    seconds = 60 if options.timeout is None else read_integer(options.timeout, "--timeout", 1, MAX_INTEGER)
    names = None if options.layers is None else [name.strip() for name in options.layers.split(",")]
    model = load_model(options.file, options.s, options.padding, names)
    results = None
    try:
        if options.inputs is not None:
            data = read_samples(options.inputs), read_samples(options.outputs)
            use_cache = not options.no_cache
            results = model.on_data(*data, seconds=seconds, progress=show_progress, use_cache=use_cache)
        show_progress("distances")
        document = model.to_dict(results, seconds, strata=options.strata or None)
    finally:
        show_progress("")
    channels = document.get("channels")
    found = channels if isinstance(channels, list) else [document]
    return Answer(document, lambda: model_view(model, found, results))


COMMAND = Command(
    "model",
    "A trained chain of convolutional layers: its end-to-end filter, and with data where its training ended.",
    "lcnsym model trained.safetensors --inputs x.npy --outputs y.npy",
    _configure,
    _answer,
)
"""The command."""
