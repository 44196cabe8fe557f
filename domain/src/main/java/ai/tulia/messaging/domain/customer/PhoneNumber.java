package ai.tulia.messaging.domain.customer;

/** A number in E.164 form, such as {@code +14155552671}. An invalid one cannot be built. */
public record PhoneNumber(String e164) {
    /** @throws IllegalArgumentException saying what is wrong, without repeating the number */
    public PhoneNumber {
        throw new UnsupportedOperationException();
    }

    /** ISO 3166-1 alpha-2 country of the number, or {@code ZZ} when it belongs to none. */
    public String country() {
        throw new UnsupportedOperationException();
    }

    /** Shown where a person must recognise it and no one else may read it: {@code +1415•••2671}. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
