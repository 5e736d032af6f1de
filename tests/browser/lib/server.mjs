// Serves the built sites as GitHub Pages would: below a base path, folders by their index.html, gzip, 404.html.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Resolves to a server on a free port of this machine. */
export function serve(root) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(root, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file)) return send(response, 404, join(root, path.split("/")[1], "404.html"));
    if (statSync(file).isDirectory()) return response.writeHead(301, { location: `${path}/` }).end();
    send(response, 200, file);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function send(response, status, file) {
  const body = existsSync(file) ? readFileSync(file) : Buffer.from("not found");
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(status, { "content-type": type, "content-encoding": "gzip", "cache-control": "max-age=600" });
  response.end(gzipSync(body));
}
