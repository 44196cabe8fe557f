package ai.tulia.messaging.store.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** At start the operator reads the one sentence, and no stack of bean names around it. */
class LedgerRefusedAnalyzer extends AbstractFailureAnalyzer<LedgerRefusedException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerRefusedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
