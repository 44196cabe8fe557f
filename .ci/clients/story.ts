import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./tulia.d.ts";

const api = createClient<paths>({
  baseUrl: process.env.TULIA_API,
  headers: { Authorization: `Bearer ${process.env.TULIA_API_KEY}` },
});

const { data: customer, error } = await api.POST("/v1/customers", {
  body: { phone_number: process.argv[2], name: "Tess", time_zone: "Europe/Berlin", attributes: { city: "Berlin" } },
});
assert(customer, JSON.stringify(error));

const body = { customer_id: customer.id, message_type: "promotional", content: "Hello {{name}}" } as const;
const refused = await api.POST("/v1/messages/send", { body });
assert.equal(refused.error?.code, "consent_missing");

await api.PUT("/v1/customers/{id}/consents", {
  params: { path: { id: customer.id } },
  body: { type: "promotional", state: "granted", source: "web form" },
});
const { data: message } = await api.POST("/v1/messages/send", {
  params: { header: { "Idempotency-Key": `typescript-${customer.id}` } },
  body,
});
assert.equal(message?.content, "Hello Tess");

const { data: preview } = await api.POST("/v1/audiences/preview", {
  body: { criteria: { all: [{ field: "attr.city", op: "=", value: "Berlin" }, { field: "name", op: "in", value: ["Tess"] }] } },
});
assert((preview?.recipients ?? 0) >= 1);

const { data: events } = await api.GET("/v1/messages/{id}/events", { params: { path: { id: message.message_id } } });
console.log(`typescript: ${message.state}, ${events?.items.map((event) => event.kind).join(" ")}`);
