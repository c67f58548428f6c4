// Stands for a service of a region: answers as its name says, and counts drains.
const draining = { on: false };
require("http")
  .createServer((request, response) => {
    const json = (status, body) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.url === "/admin/drain") {
      draining.on = request.method === "POST";
      console.log(`${request.method} drain`);
      return response.writeHead(204).end();
    }
    if (request.url === "/status") {
      return json(200, { slots: 4, active: 1, draining: draining.on, registered: true });
    }
    return json(draining.on ? 503 : 200, { draining: draining.on, parts: {} });
  })
  .listen(process.env.PORT, "127.0.0.1", () => console.log("up"));
