"""What programs do with Anthropic's own Python client, against a running gateway. Exits with 1 at the first thing that is wrong."""

import os

import anthropic

client = anthropic.Anthropic(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"], max_retries=0, timeout=60)
TOOLS = [{"name": "find_order", "description": "Finds an order.",
          "input_schema": {"type": "object", "properties": {"id": {"type": "integer"}}}}]


def user(text):
    return [{"role": "user", "content": text}]


def message():
    answer = client.messages.create(
        model="default", max_tokens=64, system="Be brief.", messages=user("say hello"), stop_sequences=["END"]
    )
    assert answer.content[0].text == "hello" and answer.stop_reason == "end_turn" and answer.role == "assistant"
    assert answer.usage.input_tokens == 7 and answer.usage.output_tokens == 5
    assert client.messages.create(model="default", max_tokens=1, messages=user("cut hel")).stop_reason == "max_tokens"


def stream():
    with client.messages.stream(model="default", max_tokens=64, messages=user("say one two")) as events:
        assert "".join(events.text_stream) == "one two"
        final = events.get_final_message()
    assert final.content[0].text == "one two" and final.stop_reason == "end_turn"
    assert final.usage.input_tokens == 7 and final.usage.output_tokens == 5


def raw_stream():
    kinds = [event.type for event in client.messages.create(
        model="default", max_tokens=64, messages=user("say one"), stream=True)]
    assert kinds[0] == "message_start" and kinds[-2:] == ["message_delta", "message_stop"], kinds


def tools():
    messages = user('call find_order {"id": 7}')
    answer = client.messages.create(model="default", max_tokens=64, messages=messages, tools=TOOLS)
    call = answer.content[-1]
    assert answer.stop_reason == "tool_use" and call.name == "find_order" and call.input == {"id": 7}
    messages.append({"role": "assistant", "content": answer.content})
    messages.append({"role": "user", "content": [
        {"type": "tool_result", "tool_use_id": call.id, "content": "say shipped"}]})
    answer = client.messages.create(model="default", max_tokens=64, messages=messages, tools=TOOLS)
    assert answer.content[0].text == "shipped"
    with client.messages.stream(
        model="default", max_tokens=64, messages=user('call find_order {"id": 8}'), tools=TOOLS,
        tool_choice={"type": "tool", "name": "find_order"},
    ) as events:
        final = events.get_final_message()
    assert final.content[-1].input == {"id": 8} and final.stop_reason == "tool_use"


def refused(kind, ask):
    try:
        ask()
    except kind as error:
        return error
    raise AssertionError(f"expected {kind.__name__}")


def errors():
    def ask(asking, model="default", text="say hi"):
        return lambda: asking.messages.create(model=model, max_tokens=8, messages=user(text))

    denied = refused(anthropic.AuthenticationError, ask(client.with_options(api_key="ink_nobody")))
    assert denied.body["error"]["type"] == "authentication_error"
    refused(anthropic.NotFoundError, ask(client, model="nobody"))
    limited = refused(anthropic.RateLimitError, ask(client, text="fail 429"))
    assert limited.body["error"]["type"] == "rate_limit_error"
    refused(anthropic.InternalServerError, ask(client, text="fail 503"))
    broken = refused(
        anthropic.APIStatusError,
        lambda: list(client.messages.create(model="default", max_tokens=8, messages=user("break"), stream=True)),
    )
    assert broken.body["error"]["code"] == "upstream_lost"


def bearer():
    as_token = anthropic.Anthropic(base_url=os.environ["BASE_URL"], auth_token=os.environ["API_KEY"], max_retries=0)
    answer = as_token.messages.create(model="default", max_tokens=8, messages=user("say hi"))
    assert answer.content[0].text == "hi"


for check in [message, stream, raw_stream, tools, errors, bearer]:
    check()
    print("ok", check.__name__, flush=True)
