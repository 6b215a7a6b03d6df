"""What programs do with OpenAI's own Python client, against a running gateway. Exits with 1 at the first thing that is wrong."""

import json
import os
import time

import openai
from pydantic import BaseModel

client = openai.OpenAI(base_url=os.environ["BASE_URL"] + "/v1", api_key=os.environ["API_KEY"], max_retries=0, timeout=60)
TOOL = {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"], "additionalProperties": False}


def user(text):
    return [{"role": "user", "content": text}]


def models():
    assert "parrot" in [model.id for model in client.models.list()]
    assert client.models.retrieve("parrot").id == "parrot"


def chat():
    answer = client.chat.completions.create(model="default", messages=user("say hello"))
    assert answer.choices[0].message.content == "hello"
    assert answer.usage.total_tokens == 12


def chat_stream():
    chunks = list(
        client.chat.completions.create(
            model="default", messages=user("say one two"), stream=True, stream_options={"include_usage": True}
        )
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == "one two"
    assert chunks[-1].usage.total_tokens == 12
    chunks = list(client.chat.completions.create(model="default", messages=user("say one"), stream=True))
    assert all(chunk.usage is None for chunk in chunks)


def chat_stream_with_its_own_accumulation():
    tools = [{"type": "function", "function": {"name": "find_order", "parameters": TOOL, "strict": True}}]
    with client.chat.completions.stream(
        model="default", messages=user('call find_order {"id": 7}'), tools=tools
    ) as stream:
        message = stream.get_final_completion().choices[0].message
    assert message.tool_calls[0].function.parsed_arguments == {"id": 7}


def chat_tools():
    tools = [{"type": "function", "function": {"name": "find_order", "parameters": TOOL}}]
    messages = user('call find_order {"id": 7}')
    answer = client.chat.completions.create(model="default", messages=messages, tools=tools)
    call = answer.choices[0].message.tool_calls[0]
    assert answer.choices[0].finish_reason == "tool_calls" and json.loads(call.function.arguments) == {"id": 7}
    messages += [answer.choices[0].message, {"role": "tool", "tool_call_id": call.id, "content": "say shipped"}]
    answer = client.chat.completions.create(model="default", messages=messages, tools=tools)
    assert answer.choices[0].message.content == "shipped"


class Order(BaseModel):
    id: int


def structured():
    answer = client.chat.completions.parse(model="default", messages=user('say {"id": 7}'), response_format=Order)
    assert answer.choices[0].message.parsed == Order(id=7)
    answer = client.responses.parse(model="default", input='say {"id": 7}', text_format=Order)
    assert answer.output_parsed == Order(id=7)


def completions():
    assert client.completions.create(model="default", prompt="a", suffix="b").choices[0].text == "[a|b]"


def responses():
    answer = client.responses.create(model="default", input="say hello", instructions="Be brief.", max_output_tokens=9)
    assert answer.output_text == "hello" and answer.status == "completed" and answer.store is False
    assert answer.usage.input_tokens == 7 and answer.usage.output_tokens == 5
    cut = client.responses.create(model="default", input="cut hel")
    assert cut.status == "incomplete" and cut.incomplete_details.reason == "max_output_tokens"


def responses_stream():
    with client.responses.stream(model="default", input="say one two") as stream:
        events = list(stream)
        final = stream.get_final_response()
    kinds = [event.type for event in events]
    assert kinds[0] == "response.created" and kinds[-1] == "response.completed", kinds
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == "one two"
    assert final.output_text == "one two" and final.usage.total_tokens == 12


def responses_tools():
    tools = [{"type": "function", "name": "find_order", "parameters": TOOL, "strict": True}]
    items = user('call find_order {"id": 7}')
    answer = client.responses.create(model="default", input=items, tools=tools)
    call = answer.output[0]
    assert call.type == "function_call" and json.loads(call.arguments) == {"id": 7}
    items += answer.output
    items.append({"type": "function_call_output", "call_id": call.call_id, "output": "say shipped"})
    assert client.responses.create(model="default", input=items, tools=tools).output_text == "shipped"
    with client.responses.stream(model="default", input='call find_order {"id": 8}', tools=tools) as stream:
        final = stream.get_final_response()
    assert json.loads(final.output[0].arguments) == {"id": 8}


def embeddings():
    answer = client.embeddings.create(model="vectors", input=["cat", "dog"])
    assert answer.data[1].embedding == [0.0, 1.0]


def moderations():
    assert client.moderations.create(input="hello").results[0].flagged is False


def files():
    file = client.files.create(
        file=("notes.txt", b"what I wrote"),
        purpose="user_data",
        expires_after={"anchor": "created_at", "seconds": 3600},
    )
    assert file.expires_at - file.created_at == 3600
    assert file.id in [one.id for one in client.files.list(purpose="user_data")]
    assert client.files.retrieve(file.id).filename == "notes.txt"
    assert client.files.content(file.id).read() == b"what I wrote"
    assert client.files.delete(file.id).deleted
    refused(openai.NotFoundError, lambda: client.files.retrieve(file.id))


def batches():
    lines = [
        {"custom_id": str(i), "method": "POST", "url": "/v1/chat/completions",
         "body": {"model": "default", "messages": user(f"say {i}")}}
        for i in range(5)
    ]
    content = "\n".join(json.dumps(line) for line in lines).encode()
    file = client.files.create(file=("lines.jsonl", content), purpose="batch")
    batch = client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", metadata={"team": "sales"}
    )
    deadline = time.time() + 60
    while batch.status not in ("completed", "failed", "expired", "cancelled"):
        assert time.time() < deadline, batch
        time.sleep(0.1)
        batch = client.batches.retrieve(batch.id)
    assert batch.status == "completed" and batch.request_counts.completed == 5, batch
    assert batch.id in [one.id for one in client.batches.list(limit=1)]
    answers = [json.loads(line) for line in client.files.content(batch.output_file_id).text.splitlines()]
    said = {one["custom_id"]: one["response"]["body"]["choices"][0]["message"]["content"] for one in answers}
    assert said == {str(i): str(i) for i in range(5)}
    refused(openai.ConflictError, lambda: client.batches.cancel(batch.id))


def refused(kind, ask):
    try:
        ask()
    except kind as error:
        return error
    raise AssertionError(f"expected {kind.__name__}")


def errors():
    refused(openai.AuthenticationError, lambda: client.with_options(api_key="ink_nobody").models.list())
    missing = refused(
        openai.NotFoundError, lambda: client.chat.completions.create(model="nobody", messages=user("say hi"))
    )
    assert missing.code == "model_not_found" and missing.request_id
    refused(openai.RateLimitError, lambda: client.chat.completions.create(model="default", messages=user("fail 429")))
    refused(openai.BadRequestError, lambda: client.responses.create(model="default", input="a", previous_response_id="r"))
    broken = refused(
        openai.APIError,
        lambda: list(client.chat.completions.create(model="default", messages=user("break"), stream=True)),
    )
    assert "closed the connection" in broken.message
    events = list(client.responses.create(model="default", input="break", stream=True))
    assert events[-1].type == "response.failed" and events[-1].response.error.code == "upstream_lost"


for check in [
    models, chat, chat_stream, chat_stream_with_its_own_accumulation, chat_tools, structured, completions, responses,
    responses_stream, responses_tools, embeddings, moderations, files, batches, errors,
]:
    check()
    print("ok", check.__name__, flush=True)
