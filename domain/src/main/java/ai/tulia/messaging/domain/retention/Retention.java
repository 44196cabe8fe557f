package ai.tulia.messaging.domain.retention;

import org.jspecify.annotations.Nullable;

/**
 * How many days (of 24 h) a tenant's old data are kept, by kind.
 *
 * @param content null = the kind's default, here and below
 */
public record Retention(
        @Nullable Integer content,
        @Nullable Integer messages,
        @Nullable Integer notices,
        @Nullable Integer callbacks,
        @Nullable Integer inbound) {
    /** The defaults. */
    public static final Retention DEFAULT = new Retention(null, null, null, null, null);

    /** As set; null = the default. */
    public @Nullable Integer set(RetentionKind kind) {
        return switch (kind) {
            case CONTENT -> content;
            case MESSAGES -> messages;
            case NOTICES -> notices;
            case CALLBACKS -> callbacks;
            case INBOUND -> inbound;
        };
    }

    /** As it counts. */
    public int days(RetentionKind kind) {
        Integer own = set(kind);
        return own == null ? kind.defaultDays() : own;
    }
}
