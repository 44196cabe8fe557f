package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.standalone.rest.Answer;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** An answer that was shown; what is expected of it is checked, and said only when it is so. */
record ShownAnswer(Answer answer, Narrator narrator) {
    ShownAnswer status(int expected) {
        return require("status " + expected, answer.status() == expected, "status " + answer.status());
    }

    ShownAnswer says(String member, String expected) {
        return require(member + " " + expected, text(member).equals(expected), member + " " + text(member));
    }

    ShownAnswer says(String member, Instant expected) {
        return says(member, TimeFormat.instant(expected));
    }

    /** @param expected in words, for whoever reads that it is not so */
    ShownAnswer shows(String expected, Predicate<JsonNode> check) {
        return require(expected, check.test(answer.body()), "not so in " + ShortJson.of(answer.body()));
    }

    /** What all of that means, in plain words. */
    ShownAnswer so(String meaning) {
        narrator.confirm(meaning);
        return this;
    }

    String text(String member) {
        return answer.text(member);
    }

    Instant instant(String member) {
        return answer.instant(member).orElseThrow(() -> new StoryFailed("expected " + member + ", but it is missing"));
    }

    private ShownAnswer require(String expected, boolean is, String found) {
        if (!is) {
            throw new StoryFailed("expected " + expected + ", found " + found);
        }
        return this;
    }
}
