package ai.tulia.messaging.store.template;

import java.time.Instant;

/** A version and when it was made. */
public record DatedVersion(TemplateVersion version, Instant createdAt) {}
