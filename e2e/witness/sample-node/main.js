'use strict';

// The protocol of the sample clients: a call per line on stdin, what the
// client of the provider named made of it per line on stdout.

const readline = require('readline');

const { sdk, heard } = require(`./${process.argv[2]}.js`);

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const call = JSON.parse(line);
    process.stdout.write(JSON.stringify({ name: call.name, sdk, ...await heard(call) }) + '\n');
  }
  // fetch's keep-alive sockets would hold the process open.
  process.exit(0);
}

serve();
