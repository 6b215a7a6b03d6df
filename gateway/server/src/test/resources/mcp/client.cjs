// Talks to an MCP server as its users do, with one of the two generations of the TypeScript SDK, and prints what it saw.
// Usage: node client.cjs FOLDER_WITH_NODE_MODULES v1|v2|v2-stateless URL; the key comes in the environment.
const {createRequire} = require('node:module');
const path = require('node:path');

const [folder, generation, url] = process.argv.slice(2);
const load = createRequire(path.join(folder, 'package.json'));
const key = process.env.INKSTONE_KEY;

function classes() {
  if (generation !== 'v1') {
    return load('@modelcontextprotocol/client');
  }
  return {
    ...load('@modelcontextprotocol/sdk/client/index.js'),
    ...load('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  };
}

async function connect(bearer) {
  const {Client, StreamableHTTPClientTransport} = classes();
  const options = generation === 'v2-stateless' ? {versionNegotiation: {mode: {pin: '2026-07-28'}}} : {};
  const client = new Client({name: 'inkstone-test', version: '1'}, options);
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: {headers: {authorization: `Bearer ${bearer}`}},
  });
  await client.connect(transport);
  return {client, transport};
}

function call(client, request, options) {
  return generation === 'v1' ? client.callTool(request, undefined, options) : client.callTool(request, options);
}

async function main() {
  const seen = {};
  const {client, transport} = await connect(key);
  seen.version = client.getNegotiatedProtocolVersion?.() ?? transport.protocolVersion;
  seen.session = transport.sessionId ?? null;
  seen.server = client.getServerVersion();
  seen.instructions = client.getInstructions();
  seen.tools = (await client.listTools()).tools.map(tool => tool.name);
  seen.greeting = await call(client, {name: 'hello_greet', arguments: {name: 'Ada', creative: false}});
  seen.measured = await call(client, {
    name: 'demo_measure',
    arguments: {times: 2, the_file: {filename: 'a.xlsx', data: Buffer.from([80, 75, 0, 255]).toString('base64')}},
  });
  seen.report = await call(client, {name: 'demo_report', arguments: {title: 'Q1', result_file: 'text/csv'}});
  seen.progress = [];
  await call(client, {name: 'demo_act', arguments: {what: 'back and forth'}}, {
    onprogress: progress => seen.progress.push(progress),
  });
  seen.refusal = await call(client, {name: 'demo_act', arguments: {what: 'refuse'}});
  seen.wrong = await call(client, {name: 'demo_echo', arguments: {count: 1, tone: 'formal', filters: []}});
  seen.unknown = await call(client, {name: 'demo_listen', arguments: {}}).catch(error => ({code: error.code, message: error.message}));
  const abort = new AbortController();
  seen.cancelled = await call(client, {name: 'demo_act', arguments: {what: 'wait after progress'}}, {
    signal: abort.signal,
    onprogress: () => abort.abort('enough'),
  }).catch(error => `${error}`);
  seen.afterwards = await call(client, {name: 'hello_greet', arguments: {name: 'Bo', creative: false}});
  if (transport.terminateSession) {
    await transport.terminateSession();
  }
  await client.close();
  seen.unauthorised = await connect('ink_wrong').then(() => null, error => `${error.code ?? ''} ${error}`);
  console.log(JSON.stringify(seen));
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
