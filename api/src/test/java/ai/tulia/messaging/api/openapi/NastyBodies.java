package ai.tulia.messaging.api.openapi;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a request has around its values, in forms that have broken programs. */
final class NastyBodies {
    private NastyBodies() {}

    /** Bodies that are no object, no JSON, or no text. */
    static List<byte[]> all() {
        return Stream.concat(
                        Stream.of(
                                        "",
                                        " ",
                                        "\0",
                                        "null",
                                        "[]",
                                        "{}",
                                        "1",
                                        "\"x\"",
                                        "{",
                                        "{\"a\"",
                                        "{\"a\":}",
                                        "{\"a\":1,}",
                                        "}{",
                                        "{} {}",
                                        "{\"\":{\"\":{}}}",
                                        "{\"content\":\"a\",\"content\":\"b\"}",
                                        "{\"items\":[" + "{},".repeat(1_001) + "{}]}",
                                        "{\"items\":[null,1,\"x\",[],{}]}",
                                        "a=b&c=d",
                                        "<a/>",
                                        "[".repeat(50_000),
                                        "{\"a\":".repeat(5_000),
                                        "{\"" + "x".repeat(60_000) + "\":1}",
                                        "{\"name\":\"" + "x".repeat(1_200_000) + "\"}",
                                        "\ufeff{}")
                                .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                        Stream.of(
                                        "7b7dff",
                                        "ff",
                                        "c080",
                                        "7b2261223a22eda08022" + "7d",
                                        "7b2261223a22f888808080227d",
                                        "fffe7b007d00",
                                        "feff007b007d",
                                        "0000007b0000007d",
                                        "1f8b08000000000000ff",
                                        "7b2261223a22c3227d")
                                .map(HexFormat.of()::parseHex))
                .toList();
    }

    static List<String> files() {
        return List.of(
                "phone_number",
                "phone_number\n",
                "\n\n\n",
                ",",
                "phone_number,phone_number\n+4915112345678,+4915112345678",
                "phone_number,nonsense\n+4915112345678,x",
                "phone_number,attr.\n+4915112345678,x",
                "phone_number,attr.a'b\n+4915112345678,x",
                "phone_number,attr.x:number\n+4915112345678,1e999999999",
                "phone_number,attr.x:number\n+4915112345678," + "9".repeat(2_000),
                "phone_number,attr.x:number\n+4915112345678,NaN",
                "phone_number,attr.x:date\n+4915112345678,9999-99-99",
                "phone_number,attr.x:date\n+4915112345678,+999999999-12-31",
                "phone_number,attr.x:nothing\n+4915112345678,1",
                "phone_number,name\n+4915112345678,\"unclosed",
                "phone_number,name\n+4915112345678,\"a\"b\"",
                "phone_number,name\n+4915112345678,a\0b",
                "phone_number,name\n+4915112345678," + "x".repeat(200_000),
                "phone_number,name\n+4915112345678,a,b,c,d",
                "phone_number\r+4915112345678\r",
                "\ufeffphone_number\n+4915112345678",
                "phone_number;name\n+4915112345678;\u202e",
                "phone_number,consent_all\n+4915112345678,maybe",
                "phone_number,consent_\n+4915112345678,granted",
                "phone_number,time_zone\n+4915112345678,Mars/Base",
                "phone_number,tags\n+4915112345678,\"" + "a;".repeat(5_000) + "\"",
                "phone_number," + "attr.a%d,".formatted(1).repeat(3_000) + "name\n+4915112345678",
                "phone_number\n" + "+4915112345678\n".repeat(3_000),
                "=cmd|' /C calc'!A0\n+4915112345678");
    }

    static List<String> forms() {
        return List.of(
                "",
                "--b--\r\n",
                "--b\r\n",
                "--b\r\n\r\n\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone_number\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x\0.csv\"\r\n\r\nphone_number\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\nphone_number\r\n--b--\r\n",
                "--b\r\nContent-Disposition: " + "x".repeat(9_000) + "\r\n\r\nphone_number\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n",
                ("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone_number\r\n").repeat(200)
                        + "--b--\r\n");
    }

    static List<String> targets() {
        return List.of(
                "/",
                "//",
                "/v1",
                "/v1/",
                "/v1//messages",
                "/v1/messages/",
                "/v1/messages/.",
                "/v1/messages/..",
                "/v1/messages/../customers",
                "/v1/messages/%2e%2e/customers",
                "/v1/messages;a=b",
                "/v1/messages;a=b/%00",
                "/v1/messages/%00",
                "/v1/messages/%ff",
                "/v1/messages/%c0%af",
                "/v1/messages/%zz",
                "/v1/messages/%",
                "/v1/messages/%2f",
                "/v1/messages/%5c",
                "/v1/messages\\",
                "/v1/messages/{id}",
                "/v1/messages/|",
                "/v1/messages?",
                "/v1/messages?&&&",
                "/v1/messages?=",
                "/v1/messages?limit",
                "/v1/messages?limit=",
                "/v1/messages?limit=%",
                "/v1/messages?limit=%zz",
                "/v1/messages?limit=%ff",
                "/v1/messages?%00=1",
                "/v1/messages?cursor=%F0%9F%98%80",
                "/v1/messages?" + "a=1&".repeat(1_500),
                "/v1/messages?cursor=" + "A".repeat(7_000),
                "/v1/" + "x".repeat(7_000),
                "/v1/" + "x/".repeat(1_000),
                "/v1/messages#fragment",
                "http://localhost/v1/messages",
                "http://169.254.169.254/latest/meta-data",
                "*",
                "v1/messages",
                "/v1/docs/../../etc/passwd",
                "/problems/..%2f..%2fetc",
                "/problems/" + "x".repeat(5_000));
    }

    static Map<String, List<String>> headers() {
        String wide = "x".repeat(5_000);
        var all = new LinkedHashMap<String, List<String>>();
        all.put(
                "Idempotency-Key",
                List.of("", "a b", "\u00e9", "\u00ff\u00fe", "x".repeat(255), "x".repeat(256), wide));
        all.put(
                "If-Match",
                List.of("", "*", "\"\"", "\"x", "W/\"1\"", "\"1\",", ",,,", "\"99999999999999999999\"", wide));
        all.put("If-None-Match", List.of("", "*", "\"x", wide));
        all.put("If-Modified-Since", List.of("", "never", "Thu, 01 Jan 1970 00:00:00 GMT"));
        all.put("Prefer", List.of("", ";", ",,,", "respond-async;;;=", "\"", wide));
        all.put(
                "Accept",
                List.of("", "*", "*/*;q=2", "application/*", "a/b;q=-1", ";;;", "application/json;charset=\"x", wide));
        all.put(
                "Content-Type",
                List.of(
                        "",
                        "text",
                        "/",
                        "application/json;charset=utf-16",
                        "application/json;charset=nope",
                        "application/json;charset=\"",
                        "multipart/form-data",
                        "multipart/form-data; boundary=",
                        "multipart/form-data; boundary=" + "x".repeat(300),
                        "application/x-www-form-urlencoded",
                        "application/merge-patch+json",
                        "text/csv;charset=utf-7",
                        "application/json, text/csv"));
        all.put("Content-Length", List.of("-1", "abc", "99999999999999999999", "0", "5, 5", "+5"));
        all.put("Transfer-Encoding", List.of("chunked", "gzip", "identity", "chunked, chunked", "xchunked"));
        all.put("Content-Encoding", List.of("gzip", "br", wide));
        all.put("Expect", List.of("100-continue", "200-maybe"));
        all.put("Range", List.of("bytes=0-0", "bytes=-", wide));
        all.put("Accept-Language", List.of("*;q=nan", "-", wide));
        all.put("Accept-Encoding", List.of("gzip;q=x", "br", wide));
        all.put("Last-Event-ID", List.of("-1", "9e99", wide));
        all.put("X-Request-Id", List.of("", "a b", "\u00e9", "x".repeat(129), "${jndi:x}", wide));
        all.put("X-Forwarded-For", List.of("999.999.999.999", ",,,", "::::", "[::1", wide));
        all.put("X-Forwarded-Proto", List.of("gopher", ""));
        all.put("X-Forwarded-Host", List.of("a b", ":::", ""));
        all.put("Forwarded", List.of("for=\"[", ";;;"));
        all.put("Host", List.of("", "a b", "[::1", "x:99999", "\u00e9"));
        all.put("Cookie", List.of("a=\u0001", ";;;=", wide));
        all.put("Origin", List.of("null", "https://evil.example"));
        all.put("Upgrade", List.of("h2c", "websocket"));
        all.put("X-HTTP-Method-Override", List.of("DELETE"));
        all.put("Authorization", List.of("", "Bearer", "Basic Og=="));
        all.put("X-Odd", List.of("\0", "\u007f", "\t", "x".repeat(20_000)));
        return all;
    }
}
