package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a customer said.
 *
 * @param channel whatsapp or sms; left out = the channel of the tenant's sender
 * @param type all, transactional, reminder or promotional
 * @param state granted or withdrawn
 */
record ConsentRequest(
        @Nullable String channel,
        @Nullable String type,
        @Nullable String state,
        @Nullable String source,
        @Nullable String proof) {
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_PROOF = 2_000;

    /** @param channel null = the sender's */
    record Checked(@Nullable Channel channel, ConsentType type, ConsentState state) {}

    Checked checked() {
        var errors = new ArrayList<FieldError>();
        Channel onChannel =
                channel == null ? null : word("channel", channel, List.of(Channel.values()), Channel::word, errors);
        ConsentType ofType = word("type", type, List.of(ConsentType.values()), ConsentType::word, errors);
        ConsentState said =
                word("state", state, List.of(ConsentState.GRANTED, ConsentState.WITHDRAWN), ConsentState::word, errors);
        length("source", source, LONGEST_SOURCE, errors);
        length("proof", proof, LONGEST_PROOF, errors);
        if (ofType == null || said == null || !errors.isEmpty()) {
            var first = errors.getFirst();
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "invalid_request", first.field() + ": " + first.problem(), errors);
        }
        return new Checked(onChannel, ofType, said);
    }

    private static <T> @Nullable T word(
            String field,
            @Nullable String given,
            List<T> choices,
            java.util.function.Function<T, String> word,
            List<FieldError> errors) {
        for (T choice : choices) {
            if (word.apply(choice).equals(given)) {
                return choice;
            }
        }
        errors.add(new FieldError(
                field,
                given == null ? "is missing" : "is none of the known words",
                "use one of " + choices.stream().map(word).collect(Collectors.joining(", "))));
        return null;
    }

    private static void length(String field, @Nullable String text, int most, List<FieldError> errors) {
        if (text != null && text.length() > most) {
            errors.add(new FieldError(field, "has more than " + most + " characters", "shorten it"));
        }
    }
}
