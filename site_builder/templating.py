"""Templates in one process: their filters, and what every page of a set-up is told alike."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import is_not
from types import FunctionType
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from site_builder.compare.explained.marks import mark_paths, reason_path
from site_builder.compiled import Bytecode, Compiled
from site_builder.fragments import Fragments, Same
from site_builder.linked.embedded import embedded
from site_builder.linked.policy import REFERRER
from site_builder.markup.initials import by_initial
from site_builder.markup.keep import keep
from site_builder.model.job import Setup
from site_builder.model.language import Language
from site_builder.shared import Shared
from site_builder.watch import Calls, F, Watch

_FILTERS: dict[str, Callable[..., Any]] = {
    "keep": keep,
    "embedded": embedded,
    "by_initial": by_initial,
    "reason_path": reason_path,
}
"""What templates have beside the library's filters."""
_SPECIAL = re.compile("[&<>\"']")
"""What `escape` replaces."""
_READS = "reads"
"""The name of what a template of macros reads of a page, in its code."""
_SEE_ALL = (nodes.ContextReference, nodes.Include, nodes.Import, nodes.FromImport)
"""What is handed all that a page is told."""


class Templates:
    """The templates of a set-up, for pages that are made one after the other.

    `fragments` are parts rendered before for pages like the next one.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.assets = dict(setup.assets)
        self.fragments: Fragments = {}
        self._environment, self._watch = _environment(
            setup.templates, setup.compiled, setup.profiled
        )
        self._told: dict[str, Mapping[str, Any]] = {}

    def named(self, name: str) -> Template:
        """Return a template."""
        return self._environment.get_template(name)

    def told(self, language: str) -> Mapping[str, Any]:
        """Return what all pages in a language are told; "" is the site's own."""
        if language not in self._told:
            around = self.setup.around(language)
            published = f"{self.setup.chrome.base_url}assets/"
            self._told[language] = {
                "chrome": around,
                "site_language": self.setup.chrome.language.code,
                "_": sayer(around.language),
                "mark_paths": mark_paths(around.language),
                "referrer": REFERRER,
                "published": lambda name: f"{published}{self.assets[name]}",
            }
        return self._told[language]

    def watched(self, name: str, function: F) -> F:
        """Return a function whose calls are taken down, where a profile is wanted."""
        return self._watch.watched(name, function)

    def calls(self) -> Calls:
        """Return the calls of functions since this was last asked."""
        return self._watch.take()


class _Context(Context):
    """What a template sees; functions and macros, which it calls all the time, are called at once.

    The library looks at each call for what it is to be handed beside its arguments.
    """

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind is not FunctionType or hasattr(obj, "jinja_pass_arg"):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


class _Generator(CodeGenerator):
    """Writes the code of templates; what they print is escaped by `_Environment.printed`.

    The code of one that holds nothing but macros says which names these read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        for action, name in frame.symbols.loads.values():
            if action == VAR_LOAD_RESOLVE and name is not None:
                self._read.add(name)

    def visit_Template(  # noqa: N802 - the library's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        super().visit_Template(node, frame)
        if all(map(_only_macros, node.body)) and not any(node.find_all(_SEE_ALL)):
            self.writeline(f"{_READS} = {tuple(sorted(self._read))!r}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _only_macros(node: nodes.Node) -> bool:
    """Tell whether a part of a template does nothing but define a macro or print blanks."""
    if isinstance(node, nodes.Output):
        return all(isinstance(one, nodes.TemplateData) for one in node.nodes)
    return isinstance(node, nodes.Macro)


class _Template(Template):
    """The library's template; macros are made anew only where something that they read is."""

    _made: tuple[tuple[object, ...], TemplateModule] | None = None

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - the library's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Return the macros of the template, for a page that is told `vars` and `locals`."""
        reads: tuple[str, ...] | None = self.root_render_func.__globals__.get(_READS)
        if reads is None or not shared:
            return super().make_module(vars, shared, locals)
        told, own = vars or {}, locals or {}
        read = tuple(
            told.get(name, missing) if own.get(name, missing) is missing else own[name]
            for name in reads
        )
        if self._made is None or any(map(is_not, read, self._made[0])):
            self._made = (read, super().make_module(vars, shared, locals))
        return self._made[1]


class _Environment(Environment):
    """The library's environment, with short ways for what a page does some hundred times."""

    context_class = _Context
    code_generator_class = _Generator
    template_class = _Template

    @staticmethod
    def printed(value: object) -> str:
        """Return a value as it stands in HTML: most need no escaping, or have had it."""
        if type(value) is Markup or (type(value) is str and _SPECIAL.search(value) is None):
            return value
        return escape(value)


@lru_cache(maxsize=4)
def _environment(
    templates: tuple[tuple[str, str], ...], compiled: Compiled, profiled: bool
) -> tuple[Environment, Watch]:
    sources, watch = dict(templates), Watch(wanted=profiled)
    environment = _Environment(
        # With its name for a file name, a template is named in the traceback of its fault.
        loader=FunctionLoader(
            lambda name: (sources[name], name, None) if name in sources else None
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[Same],
        bytecode_cache=Bytecode(compiled),
    )
    environment.filters |= {name: watch.watched(name, one) for name, one in _FILTERS.items()}
    return environment, watch


def newly_compiled(setup: Shared[Setup]) -> Compiled:
    """Return all compiled templates known here, where some were compiled in this process."""
    held = setup.value
    environment, _ = _environment(held.templates, held.compiled, held.profiled)
    bytecode = environment.bytecode_cache
    assert isinstance(bytecode, Bytecode)
    return bytecode.held if bytecode.new else ()


def sayer(language: Language) -> Callable[..., Markup]:
    """Return what says patterns in templates; parts are escaped unless they are markup."""

    def say(pattern: str, /, **parts: object) -> Markup:
        said = escape(language.form(pattern, parts.get("n")))
        if not parts:
            return said
        # `Markup.format` does the same in Python, character by character.
        shown = {name: escape(part) for name, part in parts.items()}
        return Markup(str.format_map(said, shown))  # noqa: S704 - each part is escaped

    return say
