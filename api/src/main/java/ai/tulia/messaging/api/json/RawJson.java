package ai.tulia.messaging.api.json;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.JsonProblems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * What a JSON body may not hold whatever the route: bytes that are no UTF-8, deep nesting, a field given twice, and
 * text or numbers that PostgreSQL cannot store (NUL, half a surrogate pair, a number past double).
 */
final class RawJson {
    private static final int MAX_DEPTH = 50;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RawJson() {}

    /** @throws ApiProblem 400 that says what and where */
    static void check(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8(body))) {
            if (parser.nextToken() == null) {
                throw JsonProblems.empty();
            }
            do {
                checkToken(parser);
                if (isWhole(parser) && parser.nextToken() != null) {
                    throw JsonProblems.broken(parser.currentTokenLocation());
                }
            } while (parser.nextToken() != null);
        } catch (StreamConstraintsException e) {
            throw JsonProblems.syntax(
                    "the body nests deeper than " + MAX_DEPTH + " levels or holds an endless number",
                    "is nested too deep or holds a number too long");
        } catch (JacksonException e) {
            throw e.getOriginalMessage().startsWith("Duplicate") ? duplicate(e) : JsonProblems.broken(e.getLocation());
        }
    }

    /** Whether the one value that a body may be ends with this token. */
    private static boolean isWhole(JsonParser parser) {
        return parser.streamReadContext().inRoot() && !parser.currentToken().isStructStart();
    }

    private static void checkToken(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
            checkText(parser, parser.getString());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
            throw ApiProblem.invalid(field(parser), "is a number out of range", "give a number that a double can hold");
        }
    }

    private static void checkText(JsonParser parser, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw ApiProblem.invalid(field(parser), "holds a NUL character", "leave it out");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw ApiProblem.invalid(field(parser), "holds half a surrogate pair", "send valid Unicode");
                }
                i++;
            }
        }
    }

    private static ApiProblem duplicate(JacksonException e) {
        var at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return JsonProblems.syntax("a field is given twice" + where, "gives a field twice" + where);
    }

    private static String field(JsonParser parser) {
        String pointer = parser.streamReadContext().pathAsPointer().toString();
        String path = pointer.isEmpty() ? "body" : pointer.substring(1).replace('/', '.');
        return JsonProblems.shortened(path.replace("\0", "\\0"));
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw JsonProblems.syntax("the body is not valid UTF-8", "is not valid UTF-8");
        }
    }
}
