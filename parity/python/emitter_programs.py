"""Runs emitter programs on botocore: one JSON program a line in, one JSON list of observations a line out.

The forms of both are described in src/emitter/program.ts. The text "service aliases" is answered by botocore's table.
"""

import copy
import json
import sys

from botocore.hooks import EventAliaser, HierarchicalEmitter
from botocore.utils import EVENT_ALIASES

MAX_DEPTH = 2
MAX_DEEDS = 30


class Raised(Exception):
    """What a handler of a program raises."""


class Run:
    def __init__(self, program):
        self.aliases = program["aliases"]
        self.emitters = [self.new_emitter()]
        self.running = []
        self.calls = []
        self.deeds = 0
        self.handlers = [
            self.new_handler(index, spec)
            for index, spec in enumerate(program["handlers"])
        ]
        self.indexes = {id(handler): i for i, handler in enumerate(self.handlers)}

    def new_emitter(self):
        emitter = HierarchicalEmitter()
        if self.aliases is None:
            return emitter
        if self.aliases == "services":
            return EventAliaser(emitter, EVENT_ALIASES)
        return EventAliaser(emitter, self.aliases)

    def new_handler(self, index, spec):
        kind, what = spec

        def handler(event_name, **kwargs):
            self.calls.append([index, event_name])
            if kind == "raises":
                raise Raised(what)
            if kind == "does":
                self.deeds += 1
                if self.deeds <= MAX_DEEDS:
                    self.perform(what)
                return None
            return what

        return handler

    def observe(self, operation):
        """An operation of the program: what came of it."""
        self.calls = []
        try:
            outcome = self.perform(operation)
        except Raised as error:
            outcome = {"raised": str(error)}
        except ValueError:
            outcome = "refused"
        except Exception as error:
            outcome = {"crashed": type(error).__name__}
        if not operation[0].startswith("emit"):
            return "done" if outcome is None else outcome
        return {"calls": self.calls, "outcome": outcome}

    def perform(self, operation):
        kind, at, *rest = operation
        emitter = self.running[-1] if at == -1 else self.emitters[at]
        return getattr(self, kind)(emitter, *rest)

    def register(self, emitter, section, pattern, handler, unique_id, counted):
        register = {
            "first": emitter.register_first,
            "middle": emitter.register,
            "last": emitter.register_last,
        }[section]
        register(
            pattern,
            None if handler == -1 else self.handlers[handler],
            unique_id=unique_id,
            unique_id_uses_count=counted,
        )

    def unregister(self, emitter, pattern, handler):
        emitter.unregister(pattern, self.handlers[handler])

    def unregisterId(self, emitter, pattern, unique_id, counted):
        emitter.unregister(
            pattern, unique_id=unique_id, unique_id_uses_count=counted
        )

    def copy(self, emitter):
        self.emitters.append(copy.copy(emitter))

    def emit(self, emitter, event_name):
        responses = self.emitting(emitter, lambda: emitter.emit(event_name))
        return {"responses": [self.named(pair) for pair in responses or []]}

    def emitUntilResponse(self, emitter, event_name):
        first = self.emitting(
            emitter, lambda: emitter.emit_until_response(event_name)
        )
        # Where no handler responds, botocore gives the last one that it called.
        if first is None or first[1] is None:
            return {"first": None}
        return {"first": self.named(first)}

    def emitting(self, emitter, emit):
        if len(self.running) == MAX_DEPTH:
            return None
        self.running.append(emitter)
        try:
            return emit()
        finally:
            self.running.pop()

    def named(self, pair):
        handler, response = pair
        return [self.indexes[id(handler)], response]


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line)), separators=(",", ":")), flush=True)


def answer(question):
    if question == "service aliases":
        return list(EVENT_ALIASES.items())
    run = Run(question)
    return [run.observe(operation) for operation in question["operations"]]


main()
