package ai.tulia.messaging.api.openapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 over a socket, one connection a request: sends what a client library would refuse to. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /** @param status 0 = the connection was cut before there was one */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** @param head the request line and headers, each in Latin-1 with its line end, without the empty line behind them */
    static Reply send(int port, String head, byte[] body) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = new ByteArrayOutputStream();
            request.writeBytes((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            try {
                socket.getOutputStream().write(request.toByteArray());
                if (head.contains("Transfer-Encoding")) {
                    // A server that waits for the rest need not.
                    socket.shutdownOutput();
                }
            } catch (IOException cut) {
                // It was answered before its end: that answer is read.
            }
            return read(socket);
        }
    }

    private static Reply read(Socket socket) {
        var all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(part);
                    n >= 0;
                    n = socket.getInputStream().read(part)) {
                all.write(part, 0, n);
            }
        } catch (IOException cut) {
            // What there is of the answer counts.
        }
        String text = all.toString(StandardCharsets.ISO_8859_1);
        while (text.startsWith("HTTP/1.1 1") && text.contains("\r\n\r\n")) {
            // An interim answer, such as 100.
            text = text.substring(text.indexOf("\r\n\r\n") + 4);
        }
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, Map.of(), text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        String rest = text.substring(end + 4);
        String body = headers.getOrDefault("transfer-encoding", "").equals("chunked") ? unchunked(rest) : rest;
        return new Reply(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String unchunked(String text) {
        var whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                return whole.toString();
            }
            int size = Integer.parseInt(text.substring(at, line).split(";")[0].strip(), 16);
            int from = line + 2;
            if (size == 0 || from + size > text.length()) {
                return whole.toString();
            }
            whole.append(text, from, from + size);
            at = from + size + 2;
        }
    }
}
