package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.secret.ReEncryption;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Secrets")
@OperatorOnly
class SecretsController {
    private final ReEncryption reEncryption;

    SecretsController(ReEncryption reEncryption) {
        this.reEncryption = reEncryption;
    }

    /** How far a re-encryption is. */
    record ReEncryptionResponse(
            @Schema(description = "Of the first key of TULIA_SECRETS_KEY, which seals.")
            String keyId,

            @Schema(description = "Values that this call sealed anew.")
            long reEncrypted,

            @Schema(description = "Values that it met and no key opens; they stay as they are.")
            long unreadable,

            @Schema(description = "Values still sealed with another key, without the unreadable ones; 0 = done.")
            long left) {
        static ReEncryptionResponse of(ReEncryption.Progress progress) {
            return new ReEncryptionResponse(
                    progress.keyId(), progress.reEncrypted(), progress.unreadable(), progress.left());
        }
    }

    @Operation(
            operationId = "reEncryptSecrets",
            summary = "Seal secrets and texts of customers anew with the first key",
            description =
                    "At most 10,000 values a call; sends go on meanwhile. Call it until `left` is 0: a call goes on"
                            + " where those before it ended, and does nothing where nothing is left.")
    @PostMapping("/v1/admin/re-encrypt")
    ReEncryptionResponse reEncrypt() {
        return ReEncryptionResponse.of(reEncryption.run());
    }
}
