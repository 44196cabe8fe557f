package ai.tulia.messaging.api.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Values that have broken programs, as JSON text: some of it is none. */
final class Nasties {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\udc00\\ud800",
            "x\\udfff",
            "\\ud83d\\ude00",
            "\\u202e\\u200f\\u2066",
            "\\ufeff",
            "\\uffff",
            "\\u0085\\u2028\\u2029",
            "e\\u0301",
            "\\u0130\\u0131\\u00df\\ufb03",
            "\\u0007\\u001b[31m",
            "\\r\\nX-Evil: 1",
            "\\t",
            "\\\\",
            "\\\"",
            "' or 1=1 --",
            "'; drop table message; --",
            "\\\\'; select pg_sleep(30); --",
            "%",
            "_%_",
            "$$",
            "$1",
            ":tenant",
            "?",
            "{0}",
            "%s%n%x",
            "${jndi:ldap://localhost/x}",
            "#{7*7}",
            "{{7*7}}",
            "{{name",
            "}}{{",
            "{{attr.}}",
            "{{a|b|c}}",
            "{{name|{{name}}}}",
            "$.a[?(@.b == 1)]",
            "$[*].**",
            "{\\\"a\\\": 1}",
            "../../etc/passwd",
            "..\\\\..\\\\boot.ini",
            "<script>alert(1)</script>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
            "null",
            "true",
            "NaN",
            "-0",
            "1e999",
            "\\u0661\\u0662\\u0663",
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "1-1-1-1-1",
            "{019c6f00-0000-7000-8000-000000000003}",
            "019c6f00-0000-7000-8000-000000000003 ",
            "0000-00-00T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "-4713-01-01T00:00:00Z",
            "294277-01-01T00:00:00Z",
            "2027-02-29T09:00:00Z",
            "2027-03-28T02:30:00",
            "2027-10-31T02:30:00",
            "2027-03-01T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2027-03-01T09:00:00+18:00",
            "2027-03-01T09:00:00+19:00",
            "2027-03-01T09:00:00-00:00",
            "2027-03-01T09:00:00+00:00[Europe/Berlin]",
            "2027-03-01T09:00:00.123456789123Z",
            "2027-03-01",
            "1767225600",
            "+",
            "+0",
            "+4915112345678",
            "+141555526710000000000000",
            "\\uff0b\\uff14\\uff19\\uff11\\uff15\\uff11",
            "+49 151 \\u00a0 1234",
            "whatsapp:",
            "whatsapp:+14155238886",
            "US.13491208655302741918",
            "GMT+25",
            "UTC+01:00",
            "Europe/Berlin\\u0000",
            "Z",
            "SystemV/PST8PDT",
            "http://127.0.0.1:1/",
            "https://[::1]/",
            "https://user:word@example.com/",
            "https://example.com:99999/",
            "https://exa mple.com/",
            "https://\\u0000.example.com/",
            "https://xn--/",
            "javascript:alert(1)",
            "a@b",
            "\\\"a b\\\"@example.com",
            "a@example.com\\r\\nBcc: b@example.com");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "-1",
            "1",
            "1.0",
            "1.5",
            "0.1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e308",
            "1e309",
            "-1e309",
            "1e-400",
            "1E+5",
            "1e1000000000",
            "123456789012345678901234567890.123456789",
            "9".repeat(900),
            "9".repeat(1_100),
            "00",
            "+1",
            ".5",
            "1.",
            "0x10",
            "1_000",
            "NaN",
            "Infinity",
            "-Infinity");

    private static final List<String> STRUCTURES = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"\": \"\"}",
            "{\"a\": null}",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\\u0000\": 1}",
            "{\"\\ud800\": 1}",
            "{\"$ref\": \"#\"}",
            "{\"@class\": \"java.lang.Runtime\"}",
            "{\"__proto__\": {}}",
            "{\"all\": [{\"any\": [{\"not\": {}}]}]}",
            "{\"field\": \"attr.a'b\", \"op\": \"=\", \"value\": 1}",
            "{\"field\": \"attr.\\u0000\", \"op\": \"exists\"}",
            "{\"field\": \"name\", \"op\": \"in\", \"value\": [1, null, {}, \"\\ud800\"]}",
            "{\"from\": \"attr.x\"}",
            "{\"from\": {\"from\": \"name\"}}",
            "[" + "0,".repeat(1_000) + "0]",
            "[" + "\"x\",".repeat(10_001) + "\"x\"]",
            nested("[", "]", 60),
            nested("[", "]", 999),
            nested("[", "]", 5_000),
            nested("{\"a\":", "}", 40),
            nested("{\"a\":", "}", 2_000),
            nested("{\"not\":", "}", 30),
            nested("{\"all\":[", "]}", 30),
            "tru",
            "'a'",
            "undefined",
            "/* a */ 1",
            "1 // a",
            "");

    static final List<String> STRINGS = Stream.concat(TEXTS.stream(), longOnes())
            .map(text -> "\"" + text + "\"")
            .toList();

    /** All of them. */
    static final List<String> VALUES =
            Stream.of(STRINGS, NUMBERS, STRUCTURES).flatMap(List::stream).toList();

    private Nasties() {}

    private static Stream<String> longOnes() {
        return Stream.of(
                "x".repeat(101),
                "x".repeat(1_601),
                "x".repeat(70_000),
                "e" + "\\u0301".repeat(2_000),
                "\\ud83d\\ude00".repeat(1_000),
                "{{name}}".repeat(500),
                "{{".repeat(2_000),
                "%".repeat(300),
                "a,".repeat(500));
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + (open.endsWith(":") ? "1" : "") + close.repeat(depth);
    }

    /** As they stand, where there is no JSON around them: in an address, a header or a file. */
    static List<String> plain() {
        var all = new ArrayList<String>();
        for (String text : TEXTS) {
            all.add(text.replace("\\\"", "\"")
                    .replace("\\u0000", "\0")
                    .replace("\\r", "\r")
                    .replace("\\n", "\n")
                    .replace("\\t", "\t")
                    .replace("\\u202e", "\u202e")
                    .replace("\\uff0b", "\uff0b")
                    .replace("\\\\", "\\"));
        }
        return all;
    }
}
