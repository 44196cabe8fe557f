package ai.tulia.messaging.twiliosimulator;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A party's address as Twilio writes it: {@code +1555...}, or {@code whatsapp:+1555...}. */
record ChannelAddress(String channel, String party) {
    static final String SMS = "sms";
    static final String WHATSAPP = "whatsapp";
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern SHORT_CODE = Pattern.compile("\\d{3,8}");
    private static final Pattern SENDER_NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 &_+-]{0,10}");

    static ChannelAddress parse(String address) {
        int colon = address.indexOf(':');
        return colon < 0
                ? new ChannelAddress(SMS, address)
                : new ChannelAddress(address.substring(0, colon), address.substring(colon + 1));
    }

    boolean isRecipient() {
        return knownChannel() && E164.matcher(party).matches();
    }

    boolean isSender() {
        return isRecipient()
                || (channel.equals(SMS)
                        && (SHORT_CODE.matcher(party).matches()
                                || SENDER_NAME.matcher(party).matches()));
    }

    private boolean knownChannel() {
        return channel.equals(SMS) || channel.equals(WHATSAPP) || channel.equals("messenger") || channel.equals("rcs");
    }

    /** True when both are the same address, or one names the bare number of the other. */
    static boolean sameParty(String asked, @Nullable String actual) {
        return actual != null
                && (asked.equals(actual) || asked.equals(parse(actual).party()));
    }

    /** The number a Messaging Service sends from: Twilio's test sender, or its WhatsApp sandbox. */
    static String poolSenderFor(String to) {
        return parse(to).channel().equals(WHATSAPP) ? "whatsapp:+14155238886" : "+15005550006";
    }
}
