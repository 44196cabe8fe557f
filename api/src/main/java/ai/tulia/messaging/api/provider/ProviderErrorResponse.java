package ai.tulia.messaging.api.provider;

import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;

/** An error of the provider, in words for whoever runs a campaign. */
record ProviderErrorResponse(
        @Schema(description = "As in failure.code of a message.", example = "twilio_30003")
        String code,

        @Schema(
                description = "What is done about it.",
                allowableValues = {
                    "retry",
                    "wait",
                    "permanent",
                    "opt_out",
                    "needs_template",
                    "tenant_configuration",
                    "ambiguous"
                })
        String reaction,

        @Schema(description = "What happened.") String cause,

        @Schema(description = "What to do.") String advice,

        @Schema(description = "Whether the message is tried again by itself.")
        boolean triedAgain) {
    static ProviderErrorResponse of(ProviderError error) {
        return new ProviderErrorResponse(
                FailureCode.of(error.code()),
                error.reaction().name().toLowerCase(Locale.ROOT),
                error.meaning(),
                error.advice(),
                error.reaction() != ErrorClass.AMBIGUOUS && TwilioErrors.resends(error) > 0);
    }
}
