package ai.tulia.messaging.store.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key as its holder knows it: {@code tulia_<12 public characters>_<256 random bits>}. Kept nowhere. */
public record ApiKeySecret(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("tulia_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PREFIX_LENGTH = "tulia_".length() + 12;

    static ApiKeySecret generate() {
        var prefix = new StringBuilder("tulia_");
        RANDOM.ints(12, 0, ALPHABET.length()).forEach(i -> prefix.append(ALPHABET.charAt(i)));
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new ApiKeySecret(
                prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The key in this text, if it has the form of one. */
    public static Optional<ApiKeySecret> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ApiKeySecret(text)) : Optional.empty();
    }

    /** The public part, which finds the row. */
    public String prefix() {
        return value.substring(0, PREFIX_LENGTH);
    }

    /** SHA-256 is enough: 256 random bits cannot be guessed, so nothing is gained by a slow hash. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return prefix() + "_•••";
    }
}
