package ai.tulia.messaging.standalone.story;

/** How a line looks on a terminal. */
enum Ink {
    HEADING("1;36"),
    CALL("33"),
    ANSWER("2"),
    RIGHT("32"),
    WRONG("1;31");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String on(String text) {
        return "\033[" + code + "m" + text + "\033[0m";
    }
}
