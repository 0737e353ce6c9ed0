"""Where the code can be mutated, and how: fixed operators on syntax trees."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

Place = tuple[ast.AST, str, int | None]
"""A node's parent, the parent's field, and the index in it if the field is a list."""

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Pow: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
SHORT = 16
"""A text shorter than this does not identify an expression; the expression around it is shown too."""


@dataclass(frozen=True)
class Site:
    """One mutation of one file.

    Attributes:
        file: its path from the root of the code.
        function: the qualified name of what holds it; "" for the module.
        operator: which operator it is.
        before: the source text of the mutated expression, with what is around it if it is short.
        after: the same with the mutation.
        statement: the source text of the statement, without the block below it.
        lines: the first and last line of the statement.
        at_import: whether it runs when the module is imported.
        for_meter: whether it changes nothing but what the meter of work is told.
        number: 0, 1, … among those of the function with the same texts.
        place: where the replacement goes in the tree.
        replacement: the mutated node.
    """

    file: str
    function: str
    operator: str
    before: str
    after: str
    statement: str
    lines: tuple[int, int]
    at_import: bool
    for_meter: bool
    number: int
    place: Place
    replacement: ast.AST

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What identifies it whatever the line numbers."""
        return self.file, self.function, self.before, self.after

    def apply(self) -> None:
        """Mutate the tree it was found in."""
        _put(self.place, ast.fix_missing_locations(self.replacement))

    def __str__(self) -> str:
        return f"{self.file}:{self.lines[0]} {self.function}: {self.before}  →  {self.after}  [{self.operator}]"


def sites(file: str, tree: ast.Module) -> list[Site]:
    """All mutations of a file, in the order of the text."""
    found = list(_Search(file).visit_block(tree))
    seen: Counter[tuple[str, str, str, str]] = Counter()
    numbered = []
    for site in found:
        numbered.append(Site(**{**vars(site), "number": seen[site.key]}))
        seen[site.key] += 1
    return numbered


@dataclass(frozen=True)
class _Around:
    """The functions and classes around a node, its statement, and the expressions from the statement down to it."""

    names: tuple[str, ...]
    at_import: bool
    metered: frozenset[ast.stmt]
    statement: ast.stmt
    chain: tuple[Place, ...]


class _Search:
    def __init__(self, file: str) -> None:
        self._file = file

    def visit_block(self, tree: ast.Module) -> Iterator[Site]:
        for i, statement in enumerate(tree.body):
            yield from self._statement((tree, "body", i), _Around((), True, frozenset(), statement, ()))

    def _statement(self, place: Place, outside: _Around) -> Iterator[Site]:
        node = outside.statement
        around = replace(outside, chain=(place,))
        for operator, replacement in _of_statement(node):
            yield self._site(operator, replacement, around)
        inner = around
        if isinstance(node, ast.ClassDef):
            inner = replace(around, names=(*around.names, node.name))
        if isinstance(node, ast.FunctionDef):
            yield from self._function(node, around.names)
            inner = replace(
                around, names=(*around.names, node.name), at_import=False, metered=around.metered | for_meter(node)
            )
        for child, at in _children(node):
            if isinstance(child, ast.stmt):
                yield from self._statement(at, replace(inner, statement=child))
            elif not isinstance(node, ast.Raise) and not _sets_message(node):
                # what an error says is not mutated
                yield from self._expression(child, at, around)

    def _function(self, node: ast.FunctionDef, names: tuple[str, ...]) -> Iterator[Site]:
        """Bodies that return at once."""
        first = next(i for i, s in enumerate(node.body) if not _is_text(s) or i + 1 == len(node.body))
        statement = node.body[first]
        for value in _constant_results(node):
            early = ast.copy_location(ast.Return(None if value is None else ast.Constant(value)), statement)
            yield Site(
                self._file,
                ".".join((*names, node.name)),
                "early return",
                f"def {node.name}",
                ast.unparse(early),
                f"def {node.name}",
                _lines(statement),
                False,
                False,
                0,
                (node, "body", first),
                # the rest stays, so that a generator or a nonlocal name is what it was
                ast.copy_location(ast.If(ast.Constant(True), [early, statement], []), statement),
            )

    def _expression(self, node: ast.AST, place: Place, around: _Around) -> Iterator[Site]:
        here = replace(around, chain=(*around.chain, place))
        for operator, replacement in _of_expression(node, place):
            yield self._site(operator, replacement, here)
        for child, at in _children(node):
            if not (_is_premise(node) and at[1:] == ("args", 2)):
                yield from self._expression(child, at, here)

    def _site(self, operator: str, replacement: ast.AST, around: _Around) -> Site:
        statement = around.statement
        place = around.chain[-1]
        node = _get(place)
        ast.copy_location(replacement, node if hasattr(node, "lineno") else statement)
        before, after = _texts(replacement, around)
        return Site(
            self._file,
            ".".join(around.names),
            operator,
            before,
            after,
            _header(statement),
            _lines(statement),
            around.at_import,
            statement in around.metered,
            0,
            place,
            replacement,
        )


def for_meter(function: ast.FunctionDef) -> frozenset[ast.stmt]:
    """The statements of a function that announce work, and those that set what is used by nothing else."""
    statements = [node for node in ast.walk(function) if isinstance(node, ast.stmt) and node is not function]
    simple = [node for node in statements if isinstance(node, ast.Assign | ast.Expr | ast.AugAssign)]
    found = {node for node in simple if _announces(node)}
    while True:
        inside = {inner for node in found for inner in ast.walk(node)}
        elsewhere = {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in inside
        }
        more = {node for node in simple if _sets(node) and not _sets(node) & elsewhere} - found
        if not more:
            return frozenset(found)
        found |= more


def _announces(node: ast.stmt) -> bool:
    """Whether it is a call of a method of the meter."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    called = node.value.func
    return isinstance(called, ast.Attribute) and ast.unparse(called.value).split(".")[-1] == "work"


def _sets(node: ast.stmt) -> set[str]:
    """The names that a statement sets; none if it sets anything else."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    parts = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return (
        {part.id for part in parts if isinstance(part, ast.Name)}
        if all(isinstance(p, ast.Name) for p in parts)
        else set()
    )


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, Place]]:
    """Children with their places, without annotations and decorators, which declare and do not compute."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        if isinstance(value, ast.AST):
            yield value, (node, field, None)
        elif isinstance(value, list):
            for i, entry in enumerate(value):
                if isinstance(entry, ast.AST):
                    yield entry, (node, field, i)


def _get(place: Place) -> ast.AST:
    parent, field, index = place
    value = getattr(parent, field)
    return value if index is None else value[index]  # type: ignore[no-any-return]


def _put(place: Place, node: ast.AST) -> None:
    parent, field, index = place
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _texts(replacement: ast.AST, around: _Around) -> tuple[str, str]:
    """The source texts before and after, of the innermost expression that is long enough to tell."""
    node = _get(around.chain[-1])
    for place in reversed(around.chain):
        outer = _get(place)
        text = partial(_header, outer) if isinstance(outer, ast.stmt) else partial(ast.unparse, outer)
        if isinstance(outer, ast.stmt) or (isinstance(outer, ast.expr) and len(text()) >= SHORT):
            break
    before = text()
    if outer is node:
        return before, _header(replacement) if isinstance(replacement, ast.stmt) else ast.unparse(replacement)
    _put(around.chain[-1], replacement)
    after = text()
    _put(around.chain[-1], node)
    return before, after


def _header(statement: ast.AST) -> str:
    """The source text of a statement, without the block below it."""
    if isinstance(statement, ast.If | ast.While | ast.For | ast.With | ast.Try | ast.FunctionDef | ast.ClassDef):
        return ast.unparse(statement).splitlines()[0]
    return ast.unparse(statement)


def _lines(statement: ast.stmt) -> tuple[int, int]:
    """The lines of a statement, without the block below it."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return statement.lineno, max(statement.lineno, last)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _constant_results(node: ast.FunctionDef) -> tuple[bool | None, ...]:
    """What a function that checks may return at once: nothing, or true or false."""
    if isinstance(node.returns, ast.Constant) and node.returns.value is None:
        return (None,)
    if isinstance(node.returns, ast.Name) and node.returns.id == "bool":
        return (True, False)
    return ()


def _of_statement(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Raise):
        yield "raise dropped", ast.Pass()
    elif isinstance(node, ast.Expr) and _is_premise(node.value):
        yield "premise dropped", ast.Pass()
    elif isinstance(node, ast.Continue):
        yield "continue to break", ast.Break()
        yield "continue dropped", ast.Pass()
    elif isinstance(node, ast.Break):
        yield "break to continue", ast.Continue()
        yield "break dropped", ast.Pass()
    elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield "arithmetic", ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def _sets_message(node: ast.AST) -> bool:
    """Whether it sets what the next premise says where it does not hold."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message"


def _is_premise(node: ast.AST) -> bool:
    """Whether it is a call of `require`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "require"


def _of_expression(node: ast.AST, place: Place) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BinOp):
        yield from _binary(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "minus dropped", node.operand
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", node.operand
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or", ast.BoolOp(other, node.values)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _calls(node, node.func.id)
    elif isinstance(node, ast.Constant):
        yield from _constants(node, place)
    elif isinstance(node, ast.Slice):
        yield from _slices(node)


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for i, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield "comparison", ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)


def _binary(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.op, ast.FloorDiv):
        up = ast.BinOp(ast.UnaryOp(ast.USub(), node.left), ast.FloorDiv(), node.right)
        yield "rounded up", ast.UnaryOp(ast.USub(), up)
    elif type(node.op) in ARITHMETIC:
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)


def _calls(node: ast.Call, name: str) -> Iterator[tuple[str, ast.AST]]:
    def called(other: str, arguments: list[ast.expr], keywords: list[ast.keyword]) -> ast.Call:
        return ast.Call(ast.Name(other, ast.Load()), arguments, keywords)

    if name == "abs":
        yield "abs dropped", node.args[0]
    elif name in ("any", "all"):
        yield "any/all", called("all" if name == "any" else "any", node.args, node.keywords)
    elif name in ("min", "max"):
        yield "min/max", called("min" if name == "max" else "max", node.args, node.keywords)
        if name == "max" and not any(keyword.arg == "key" for keyword in node.keywords):
            terms = node.args if len(node.args) == 1 else [ast.Tuple(node.args, ast.Load())]
            yield "sum/max", called("sum", terms, [])
    elif name == "sum" and len(node.args) == 1:
        yield "sum/max", called("max", node.args, [ast.keyword("default", ast.Constant(0))])
    elif name == "sum":
        every = ast.Tuple([node.args[1], ast.Starred(node.args[0], ast.Load())], ast.Load())
        yield "sum/max", called("max", [every], [])


def _constants(node: ast.Constant, place: Place) -> Iterator[tuple[str, ast.AST]]:
    parent = place[0]
    if isinstance(node.value, bool):
        is_strict = isinstance(parent, ast.keyword) and parent.arg == "strict"
        yield "strict dropped" if is_strict else "boolean", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield "constant", ast.Constant(node.value + 1)
        yield "constant", ast.Constant(node.value - 1)


def _slices(node: ast.Slice) -> Iterator[tuple[str, ast.AST]]:
    if node.lower is not None:
        yield "slice", ast.Slice(None, node.upper, node.step)
    if node.upper is not None:
        yield "slice", ast.Slice(node.lower, None, node.step)
    if node.step is not None:
        yield "slice", ast.Slice(node.lower, node.upper, None)
