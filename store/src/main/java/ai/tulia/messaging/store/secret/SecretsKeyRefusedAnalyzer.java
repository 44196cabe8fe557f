package ai.tulia.messaging.store.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** At start the operator reads the one sentence, and no stack of bean names around it. */
class SecretsKeyRefusedAnalyzer extends AbstractFailureAnalyzer<SecretsKeyRefusedException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretsKeyRefusedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
