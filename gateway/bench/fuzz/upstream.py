"""A server in OpenAI's shape whose answers are always the same, so that a fuzzed gateway has something alive behind it.

Prints its port and serves on loopback until it is ended.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CHAT, VECTORS = "mock", "vectors"
USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


def chat(body):
    message = {"role": "assistant", "content": "two words"}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "c-1", "object": "chat.completion", "created": 1, "model": CHAT, "choices": [choice], "usage": USAGE}


def completion(body):
    choice = {"index": 0, "text": "two words", "finish_reason": "stop", "logprobs": None}
    return {"id": "t-1", "object": "text_completion", "created": 1, "model": CHAT, "choices": [choice], "usage": USAGE}


def embeddings(body):
    given = body.get("input")
    texts = given if isinstance(given, list) and given else [given]
    if texts and all(isinstance(one, int) for one in texts):
        texts = [texts]
    data = [{"object": "embedding", "index": i, "embedding": [0.6, 0.8]} for i in range(len(texts))]
    return {"object": "list", "model": VECTORS, "data": data, "usage": {"prompt_tokens": 3, "total_tokens": 3}}


def rerank(body):
    count = len(body.get("documents") or [])
    results = [{"index": i, "relevance_score": 1.0 / (i + 1)} for i in range(count)]
    return {"model": VECTORS, "results": results, "usage": {"total_tokens": 3}}


ANSWERS = {
    "/v1/chat/completions": chat,
    "/v1/completions": completion,
    "/v1/embeddings": embeddings,
    "/v1/rerank": rerank,
}


def chunks(path, body):
    whole = ANSWERS[path](body)
    for text, finish in (("two ", None), ("words", None), ("", "stop")):
        if path == "/v1/completions":
            choice = {"index": 0, "text": text, "finish_reason": finish}
        else:
            choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        kind = "text_completion" if path == "/v1/completions" else "chat.completion.chunk"
        yield {"id": whole["id"], "object": kind, "created": 1, "model": CHAT, "choices": [choice]}
    if (body.get("stream_options") or {}).get("include_usage"):
        yield {"id": whole["id"], "object": "chat.completion.chunk", "created": 1, "model": CHAT, "choices": [], "usage": USAGE}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        models = [{"id": name, "object": "model", "created": 1, "owned_by": "fuzz"} for name in (CHAT, VECTORS)]
        self.whole(200, {"object": "list", "data": models})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        if self.path not in ANSWERS:
            self.whole(404, {"error": {"message": "no such route", "type": "invalid_request_error", "code": "none"}})
        elif body.get("stream") is True:
            events = "".join("data: " + json.dumps(one) + "\n\n" for one in chunks(self.path, body))
            self.send("text/event-stream", 200, (events + "data: [DONE]\n\n").encode())
        else:
            self.whole(200, ANSWERS[self.path](body))

    def whole(self, status, answer):
        self.send("application/json", status, json.dumps(answer).encode())

    def send(self, kind, status, content):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *ignored):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
