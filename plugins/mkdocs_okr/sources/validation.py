"""Values become records; what does not fit becomes diagnostics, all of them at once.

What does not fit is then taken out, so that the rest of the file is still resolved and its other mistakes come to
light in the same run.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mkdocs_okr.sources.diagnostics import did_you_mean, listing, nearest
from mkdocs_okr.sources.document import Marks, Value
from mkdocs_okr.sources.origin import SourceFile, Step
from mkdocs_okr.sources.records.values import Record
from mkdocs_okr.sources.report import Report
from mkdocs_okr.sources.scalars import Unreadable, kind_of, shown

R = TypeVar("R", bound=Record)

ObjectAt = Callable[[Value, Sequence[Step]], str]
"""Names the object that a path of a file's value belongs to."""

_KEY = "[key]"  # how pydantic marks that a mapping's key is meant, not its value
_GONE = object()


def no_object(value: Value, path: Sequence[Step]) -> str:
    """For files whose values belong to nothing with a name."""
    return ""


def record_of(
    model: type[R], value: Value, file: SourceFile, report: Report, object_at: ObjectAt = no_object
) -> R | None:
    """The record that `value` is, after everything that does not fit was reported and taken out of it.

    `value` and the marks of `file` lose what was taken out. None when nothing is left that makes sense.
    """
    if value is None:
        value = {}
        file.begin()
    if not isinstance(value, dict):
        report.value(
            "wrong-type",
            file,
            (),
            f"this file has to be a mapping, but it is {kind_of(value)}",
            f"Begin its lines with keys: {listing(keys_of(model))}.",
        )
        return None
    first = True
    while True:
        try:
            return model.model_validate(value)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False)
        if first:
            # Unknown keys first: what is missing may only be spelt wrongly.
            for error in sorted(errors, key=lambda error: error["type"] != "extra_forbidden"):
                _tell(model, value, file, report, object_at, error)
            first = False
        if not _take_out(value, file.marks, errors):
            return None


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a record as people write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _is_about_key(error: ErrorDetails) -> bool:
    """Whether the error is about a mapping's key, and not about somebody's unknown key that is called "[key]"."""
    return error["loc"][-1:] == (_KEY,) and error["type"] != "extra_forbidden"


def _tell(
    model: type[Record], value: Value, file: SourceFile, report: Report, object_at: ObjectAt, error: ErrorDetails
) -> None:
    loc = error["loc"]
    kind = error["type"]
    about_key = _is_about_key(error)
    path = loc[:-1] if about_key else loc
    name = object_at(value, path)
    owner, field = _field_at(model, path)
    written = _written(value, path)
    key = _last_key(path if kind in {"missing", "extra_forbidden"} else written)
    what = f"`{key}`" if written and isinstance(written[-1], str) else f"an item of `{key}`"
    if kind == "extra_forbidden":
        known = keys_of(owner)
        cut_off = _COMMA_HELP if error["input"] is None else ""
        help = did_you_mean(key, known, f"{cut_off}Known keys here: {listing(known, 30)}.{_meta_help(known)}")
        report.key("unknown-key", file, path, f"unknown key {shown(key)}", help, name)
        report.mistyped(file, path, nearest(key, known))
    elif kind == "missing":
        if not report.is_mistyped(file, path[:-1], key):
            help = _example_help("Add it", key, owner, field)
            report.value("missing-key", file, path[:-1], f"`{key}` is missing", help, name)
    elif error["input"] is None or kind == "string_too_short":
        report.value(
            "missing-key", file, path, f"{what} has no value", _example_help("Write one", key, owner, field), name
        )
    elif kind == "value_error":
        unreadable = error["ctx"]["error"]
        assert isinstance(unreadable, Unreadable)
        tell = report.key if about_key else report.value
        tell(unreadable.name, file, path, f"{what}: {unreadable.message}", unreadable.help, name)
    elif kind == "literal_error":
        words = _words(field)
        word = error["input"]
        help = did_you_mean(str(word), words, f"Write one of {listing(words)}.")
        if isinstance(word, str):
            report.value("wrong-choice", file, path, f"{what} cannot be {shown(word)}", help, name)
        else:
            report.value("wrong-type", file, path, f"{what} cannot be {kind_of(word)}", help, name)
    else:
        wanted = _WANTED.get(kind, "something else")
        report.value(
            "wrong-type",
            file,
            path,
            f"{what} has to be {wanted}, but there is {kind_of(error['input'])}",
            _example_help("Write it like this", key, owner, field),
            name,
        )


_WANTED: Mapping[str, str] = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
    "model_attributes_type": "a mapping (`key: value`)",
}


_COMMA_HELP = "Inside braces a comma ends a value: put a text with a comma in quotes. "


def _meta_help(known: tuple[str, ...]) -> str:
    return " Notes of your own go below `meta:`." if "meta" in known else ""


def _written(value: Value, path: Sequence[Step]) -> Sequence[Step]:
    """The steps of `path` that somebody wrote: not those into things that the reader takes for more than they are."""
    steps: list[Step] = []
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            steps.append(step)
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            steps.append(step)
            value = value[step]
    return steps


def _last_key(path: Sequence[Step]) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _example_help(advice: str, key: str, owner: type[BaseModel], field: FieldInfo | None) -> str:
    if field is None or not field.examples:
        return f"{advice}."
    example = field.examples[0]
    if isinstance(example, dict) and owner.model_fields.get(key) is not field:  # the key is one of its free keys
        example = next(iter(example.values()))
    return f"{advice}: `{key}: {_as_yaml(example)}`."


def _as_yaml(example: Any) -> str:
    """An example on one line, as somebody would type it."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_as_yaml(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(_as_yaml(item) for item in example) + "]"
    if isinstance(example, bool | int | float):
        return json.dumps(example)
    text = str(example)
    return json.dumps(text, ensure_ascii=False) if ": " in text or "," in text or text in {"%", "@"} else text


def _words(field: FieldInfo | None) -> tuple[str, ...]:
    """The words that a field may have."""
    stack: list[Any] = [field.annotation] if field is not None else []
    while stack:
        annotation = stack.pop()
        arguments = get_args(annotation)
        if arguments and all(isinstance(argument, str) for argument in arguments):
            return tuple(arguments)
        stack.extend(arguments)
    return ()


def _field_at(model: type[BaseModel], path: Sequence[Step]) -> tuple[type[BaseModel], FieldInfo | None]:
    """The record that the last key of `path` stands in, and the field that it is; no field for an unknown key."""
    owner, field = model, None
    steps = [step for step in path if isinstance(step, str)]
    while steps:
        key = steps.pop(0)
        field = next((f for name, f in owner.model_fields.items() if (f.alias or name) == key), None)
        if field is None or not steps:
            break
        inner, by_key = _record_in(field.annotation)
        if by_key:
            steps.pop(0)
        if inner is None or not steps:
            break
        owner, field = inner, None
    return owner, field


def _record_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The record inside an annotation, and whether it is the value of a mapping with free keys."""
    by_key = False
    stack = [annotation]
    while stack:
        current = stack.pop()
        if isinstance(current, type) and issubclass(current, BaseModel):
            return current, by_key
        origin = get_origin(current)
        by_key = by_key or origin is dict
        stack.extend(get_args(current)[:1] if origin is Annotated else get_args(current))
    return None, by_key


def _take_out(value: Value, marks: Marks, errors: Sequence[ErrorDetails]) -> bool:
    """Remove what the errors are about from the value and from its marks; False when that is the whole."""
    touched: list[tuple[Any, Any, Any]] = []
    for error in errors:
        loc = error["loc"]
        if _is_about_key(error):
            loc = loc[:-1]
        if error["type"] == "missing":
            loc = loc[:-1]
            if _fill_in(value, marks, loc, error["loc"][-1]):
                continue
        if not loc:
            return False
        found = _container_of(value, marks, loc)
        if found is None:
            return False
        container, spots, keys, step = found
        if container[step] is not _GONE:
            container[step] = spots[step] = _GONE
            touched.append((container, spots, keys))
    for container, spots, keys in touched:
        if isinstance(container, list):
            container[:] = [item for item in container if item is not _GONE]
            spots[:] = [spot for spot in spots if spot is not _GONE]
        else:
            for key in [key for key, item in container.items() if item is _GONE]:
                del container[key], spots[key], keys[key]
    return True


def _fill_in(value: Value, marks: Marks, path: Sequence[Step], key: Step) -> bool:
    """Put something where a name is missing, so that what is inside of the nameless thing is read; or False."""
    if key not in {"id", "name", "title"}:
        return False
    found = _container_of(value, marks, path) if path else None
    if found is not None:
        container, spots, _, step = found
        value, marks = container[step], spots[step]
    if not isinstance(value, dict):
        return False
    value[key] = f"unnamed-{marks[0]:x}"
    marks[1][key] = marks[2][key] = marks[0]
    return True


def _container_of(value: Value, marks: Marks, path: Sequence[Step]) -> tuple[Any, Any, Any, Any] | None:
    """The list or mapping that holds the value at `path`: it, its marks, its keys' marks, and the step into it.

    Steps that the reader added (a single thing read as a list of one, a bare reference read as a mapping) lead
    nowhere in what was written and are passed over.
    """
    found = None
    for step in path:
        fits = isinstance(value, dict) if isinstance(step, str) else isinstance(value, list)
        if not fits:
            continue
        if isinstance(value, dict) and step not in value:
            break
        found = (value, marks[2], marks[1], step)
        value, marks = value[step], marks[2][step]
        if value is _GONE:
            break
    return found
