package ai.tulia.messaging.api.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to an operation, to be spoiled; what is not spoiled is as the document's example has it. */
final class RawRequest {
    private final FuzzStack stack;
    private final IdPlace.Operation operation;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String method;
    private String target;
    private byte[] body;

    RawRequest(FuzzStack stack, IdPlace.Operation operation) {
        this.stack = stack;
        this.operation = operation;
        this.method = operation.method();
        this.target = stack.path(operation);
        headers.put("Host", "localhost:" + stack.port());
        String key = stack.key(operation);
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
        String type = FuzzStack.type(operation);
        this.body = stack.body(operation).getBytes(StandardCharsets.UTF_8);
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }
    }

    IdPlace.Operation operation() {
        return operation;
    }

    /** Whether it is still the operation's: its method, and a path that leads there. */
    boolean leadsThere() {
        return method.equals(operation.method()) && target.split("\\?", 2)[0].equals(stack.path(operation));
    }

    RawRequest method(String other) {
        this.method = other;
        return this;
    }

    /** @param value percent-encoded here */
    RawRequest pathVariable(String name, String value) {
        String raw = operation.path();
        String encoded = encoded(value);
        String with = raw.replace("{" + name + "}", encoded);
        this.target = with.replaceAll("\\{[^}]*}", "019c6f00-0000-7000-8000-000000000000");
        return this;
    }

    /** @param raw as it is to stand in the request line */
    RawRequest target(String raw) {
        this.target = raw;
        return this;
    }

    /** @param value percent-encoded here */
    RawRequest query(String name, String value) {
        this.target += (target.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value);
        return this;
    }

    RawRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RawRequest body(byte[] other) {
        this.body = other;
        return this;
    }

    RawRequest body(String other) {
        return body(other.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp.Reply send() {
        try {
            return RawHttp.send(stack.port(), head(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(toString(), e);
        }
    }

    private String head() {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        boolean framed = headers.containsKey("Transfer-Encoding") || headers.containsKey("Content-Length");
        if (!framed && (body.length > 0 || method.equals("POST") || method.equals("PUT") || method.equals("PATCH"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.toString();
    }

    int size() {
        return body.length;
    }

    static String encoded(String text) {
        var all = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each == '-'
                    || each == '.'
                    || each == '_'
                    || (each >= '0' && each <= '9')
                    || (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z');
            all.append(plain ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xff));
        }
        return all.toString();
    }

    /** As it can be sent again by hand; keys are of a ledger that is gone by then. */
    @Override
    public String toString() {
        String text = head() + "\r\n" + new String(body, StandardCharsets.UTF_8);
        return text.length() > 1_500 ? text.substring(0, 1_500) + "… (" + text.length() + ")" : text;
    }
}
