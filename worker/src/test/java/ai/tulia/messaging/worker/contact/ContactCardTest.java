package ai.tulia.messaging.worker.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactCardTest {
    private static final String ID = "US.1349812345";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEL;type=CELL;waid=4915112345678:+49 1511 2345678",
                "item1.TEL;waid=4915112345678:+49 (1511) 234-5678\r\nitem1.X-ABLabel:Mobile",
                "TEL;VALUE=uri:tel:+4915112345678",
                "TEL:+49 1511 2345678\r\nTEL;waid=4915112345678:+4915112345678",
            })
    void oneNumberHoweverItIsWritten(String lines) {
        assertThat(ContactCard.read(card(lines)).orElseThrow().number()).isEqualTo("+4915112345678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMAIL:ana@example.org",
                "TEL:+4915112345678\r\nTEL:+4915187654321",
                "TEL:+4915112345678\r\nTEL:01511 2345678",
                "TEL:0151 12345678",
                "TEL:",
            })
    void whatHasNotExactlyOneNumberIsNoneOfUse(String lines) {
        assertThat(ContactCard.read(card(lines))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\1\2", "BEGIN:VCARD", "<html></html>", "END:VCARD\r\nTEL:+4915112345678"})
    void whatIsNoCardIsNoneOfUse(String text) {
        assertThat(ContactCard.read(text)).isEmpty();
    }

    @Test
    void severalPeopleAreNoneOfUse() {
        assertThat(ContactCard.read(card("TEL:+4915112345678") + card("TEL:+4915112345678")))
                .isEmpty();
    }

    @Test
    void aCardIsOfWhomWhatsAppNamesInIt() {
        assertThat(read("TEL;type=CELL;waid=" + ID + ":+4915112345678").isOf(ID))
                .isTrue();
        assertThat(read("TEL;WAID=\"" + ID + "\":+4915112345678").isOf(ID)).isTrue();
        assertThat(read("TEL:+4915112345678\r\nX-WA-USER-ID:" + ID).isOf(ID)).isTrue();
    }

    @Test
    void aNumberANameOrANoteProvesNothing() {
        assertThat(read("TEL;waid=4915112345678:+4915112345678").isOf(ID)).isFalse();
        assertThat(read("TEL;waid=" + ID + "6:+4915112345678").isOf(ID)).isFalse();
        assertThat(read("TEL:+4915112345678\r\nNOTE:" + ID + "\r\nX-ID:" + ID).isOf(ID))
                .isFalse();
    }

    private static ContactCard read(String lines) {
        return ContactCard.read(card(lines)).orElseThrow();
    }

    private static String card(String lines) {
        return "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Ana;;;\r\nFN:Ana\r\n" + lines + "\r\nEND:VCARD\r\n";
    }
}
