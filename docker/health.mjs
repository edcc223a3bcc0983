// Asks the service of this container whether it is ready. Exit 0: yes.
const { PORT = '3000', LINLI_CONSOLE_TOKEN = '' } = process.env;
const headers = { authorization: `Bearer ${LINLI_CONSOLE_TOKEN}` };

try {
  const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`, { headers });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
