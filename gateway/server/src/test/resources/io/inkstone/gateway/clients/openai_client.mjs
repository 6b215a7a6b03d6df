// What programs do with OpenAI's own JavaScript client, against a running gateway. Exits with 1 at the first thing that is wrong.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.CLIENT_FOLDER + '/');
const { default: OpenAI, toFile } = await import(pathToFileURL(require.resolve('openai')).href).then(
  (module) => (module.toFile ? module : module.default),
);

const client = new OpenAI({
  baseURL: process.env.BASE_URL + '/v1',
  apiKey: process.env.API_KEY,
  maxRetries: 0,
  timeout: 60_000,
});
const parameters = { type: 'object', properties: { id: { type: 'integer' } } };
const user = (content) => [{ role: 'user', content }];

const checks = {
  async models() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    assert.ok(names.includes('parrot'));
    assert.equal((await client.models.retrieve('parrot')).id, 'parrot');
  },

  async chat() {
    const answer = await client.chat.completions.create({ model: 'default', messages: user('say hello') });
    assert.equal(answer.choices[0].message.content, 'hello');
  },

  async chatStream() {
    const stream = client.chat.completions.stream({
      model: 'default',
      messages: user('say one two'),
      stream_options: { include_usage: true },
    });
    const final = await stream.finalChatCompletion();
    assert.equal(final.choices[0].message.content, 'one two');
    assert.equal(final.choices[0].message.role, 'assistant');
    assert.equal(final.usage.total_tokens, 12);
  },

  async chatTools() {
    const runner = client.chat.completions.stream({
      model: 'default',
      messages: user('call find_order {"id": 7}'),
      tools: [{ type: 'function', function: { name: 'find_order', parameters } }],
    });
    const final = await runner.finalChatCompletion();
    assert.deepEqual(JSON.parse(final.choices[0].message.tool_calls[0].function.arguments), { id: 7 });
  },

  async responses() {
    const answer = await client.responses.create({ model: 'default', input: 'say hello' });
    assert.equal(answer.output_text, 'hello');
    assert.equal(answer.usage.total_tokens, 12);
  },

  async responsesStream() {
    const stream = client.responses.stream({ model: 'default', input: 'say one two' });
    const kinds = [];
    for await (const event of stream) kinds.push(event.type);
    const final = await stream.finalResponse();
    assert.equal(final.output_text, 'one two');
    assert.equal(kinds[0], 'response.created');
    assert.equal(kinds.at(-1), 'response.completed');
  },

  async responsesTools() {
    const tools = [{ type: 'function', name: 'find_order', parameters, strict: false }];
    const first = await client.responses
      .stream({ model: 'default', input: 'call find_order {"id": 7}', tools })
      .finalResponse();
    const call = first.output[0];
    assert.deepEqual(JSON.parse(call.arguments), { id: 7 });
    const second = await client.responses.create({
      model: 'default',
      tools,
      input: [
        ...user('call find_order {"id": 7}'),
        { type: 'function_call', call_id: call.call_id, name: call.name, arguments: call.arguments },
        { type: 'function_call_output', call_id: call.call_id, output: 'say shipped' },
      ],
    });
    assert.equal(second.output_text, 'shipped');
  },

  async embeddings() {
    const answer = await client.embeddings.create({ model: 'vectors', input: ['cat', 'dog'], encoding_format: 'float' });
    assert.deepEqual(answer.data[1].embedding, [0, 1]);
  },

  async files() {
    const file = await client.files.create({
      file: await toFile(Buffer.from('what I wrote'), 'notes.txt'),
      purpose: 'user_data',
    });
    assert.equal(await (await client.files.content(file.id)).text(), 'what I wrote');
    assert.equal((await client.files.delete(file.id)).deleted, true);
    await assert.rejects(client.files.retrieve(file.id), OpenAI.NotFoundError);
  },

  async batches() {
    const line = {
      custom_id: 'a',
      method: 'POST',
      url: '/v1/responses',
      body: { model: 'default', input: 'say hello' },
    };
    const file = await client.files.create({
      file: await toFile(Buffer.from(JSON.stringify(line)), 'lines.jsonl'),
      purpose: 'batch',
    });
    let batch = await client.batches.create({
      input_file_id: file.id,
      endpoint: '/v1/responses',
      completion_window: '24h',
    });
    const deadline = Date.now() + 60_000;
    while (!['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) {
      assert.ok(Date.now() < deadline);
      await new Promise((resolve) => setTimeout(resolve, 100));
      batch = await client.batches.retrieve(batch.id);
    }
    assert.equal(batch.status, 'completed');
    const answer = JSON.parse(await (await client.files.content(batch.output_file_id)).text());
    assert.equal(answer.response.body.output[0].content[0].text, 'hello');
  },

  async errors() {
    const nobody = new OpenAI({ baseURL: client.baseURL, apiKey: 'ink_nobody', maxRetries: 0 });
    await assert.rejects(nobody.models.list(), OpenAI.AuthenticationError);
    await assert.rejects(
      client.chat.completions.create({ model: 'default', messages: user('fail 429') }),
      OpenAI.RateLimitError,
    );
    const broken = await client.chat.completions.create({ model: 'default', messages: user('break'), stream: true });
    await assert.rejects(async () => {
      for await (const chunk of broken) void chunk;
    }, OpenAI.APIError);
  },
};

for (const [name, check] of Object.entries(checks)) {
  await check();
  console.log('ok', name);
}
