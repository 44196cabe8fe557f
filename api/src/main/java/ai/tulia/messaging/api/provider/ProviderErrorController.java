package ai.tulia.messaging.api.provider;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why messages fail, in words. The same for every tenant. */
@RestController
@Tag(name = "Provider errors")
@RequiresScope(Scopes.MESSAGES_READ)
class ProviderErrorController {
    @Operation(operationId = "listProviderErrors", summary = "List what Twilio's errors mean and what to do about them")
    @GetMapping("/v1/provider-errors")
    Page<ProviderErrorResponse> list() {
        return Page.all(
                TwilioErrors.all().stream().map(ProviderErrorResponse::of).toList());
    }
}
