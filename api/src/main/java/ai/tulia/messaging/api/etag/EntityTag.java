package ai.tulia.messaging.api.etag;

/** A version as a strong entity tag (RFC 9110, 8.8.3), such as {@code "7"}. */
final class EntityTag {
    private EntityTag() {}

    static String of(long version) {
        return "\"" + version + "\"";
    }
}
