package ai.tulia.messaging.twiliosimulator;

/** A number (with its channel prefix, if any), the account that owns it, and where its inbound messages go. */
record OwnedNumber(String number, String account, String inboundUrl) {
    @SuppressWarnings("ConstantValue") // JSON can leave fields out
    OwnedNumber {
        if (number == null || account == null || inboundUrl == null) {
            throw new IllegalArgumentException("a number needs number, account and inbound_url");
        }
    }
}
