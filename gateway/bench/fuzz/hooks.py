"""Checks of our own: what every answer of the gateway keeps to, whatever it was asked."""

import re

import schemathesis

TRACE = re.compile(r"\bat [\w.$]+\([\w$]+\.java:\d+\)|Exception in thread|java\.(lang|util|io)\.\w+|io\.(inkstone|vertx|netty)\.\w+")


@schemathesis.check
def no_stack_trace(ctx, response, case):
    """No answer shows the inside of the gateway: no frame of a stack, no name of a class."""
    found = TRACE.search(response.content.decode("utf-8", "replace"))
    assert not found, f"the answer shows '{found and found.group(0)}'"


@schemathesis.check
def errors_have_a_code(ctx, response, case):
    """An error is JSON with a code, a type and a message, and says which request it was."""
    if response.status_code < 400:
        return
    assert response.headers.get("x-request-id"), "an error without x-request-id"
    body = response.json()
    # MCP has an error form of its own, and Anthropic's shape one without a code.
    error = body.get("error") or {}
    assert error.get("message"), "an error without a message"
    assert error.get("type") or error.get("code"), "an error without type and code"
    if response.status_code in (429, 503):
        assert response.headers.get("retry-after"), f"{response.status_code} without Retry-After"


@schemathesis.hook
def map_body(context, body):
    """Half of the bodies get past the first look: a model that is there, and messages that are some.

    What was generated goes into them, so that what lies behind is tried with it.
    """
    if not isinstance(body, dict) or "model" not in body or len(repr(body)) % 2:
        return body
    path = context.operation.path
    changed = dict(body, model="vectors" if path in ("/v1/embeddings", "/v1/rerank") else "mock")
    if "messages" in body:
        changed["messages"] = [{"role": "user", "content": "hello"}, {"role": "user", "content": body["messages"]}]
        changed["max_tokens"] = 16
    return changed
